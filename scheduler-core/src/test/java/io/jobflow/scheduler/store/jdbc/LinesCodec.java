package io.jobflow.scheduler.store.jdbc;

import io.jobflow.scheduler.store.StoreSamples;

/** Definitions of {@link StoreSamples} as two lines. */
final class LinesCodec {

    static final JobCodec CODEC = new JobCodec(definition -> definition.name() + "\n" + definition.params(), text -> {
        String[] lines = text.split("\n", 2);
        return StoreSamples.definition(lines[0], lines[1]);
    });

    private LinesCodec() {}
}
