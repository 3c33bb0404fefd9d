package io.jobflow.agent.backend.foreign;

import static io.jobflow.agent.backend.call.Calls.call;

import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.baggage.BaggageBuilder;
import io.opentelemetry.api.baggage.BaggageEntry;
import io.opentelemetry.api.baggage.BaggageEntryMetadata;
import java.lang.invoke.MethodHandle;
import java.util.Map;

/** The other copy's baggage. Safe for use by any thread. */
final class ForeignBaggage {

    private static final String BAGGAGE = "api.baggage.Baggage";
    private static final String ENTRY = "api.baggage.BaggageEntry";
    private static final String METADATA = "api.baggage.BaggageEntryMetadata";

    private final MethodHandle fromContext;
    private final MethodHandle asMap;
    private final MethodHandle value;
    private final MethodHandle metadata;
    private final MethodHandle metadataText;
    private final MethodHandle builder;
    private final MethodHandle put;
    private final MethodHandle metadataOf;
    private final MethodHandle build;

    ForeignBaggage(ForeignTypes types) throws ReflectiveOperationException {
        fromContext = types.method(BAGGAGE, "fromContext", types.type("context.Context"));
        asMap = types.method(BAGGAGE, "asMap");
        value = types.method(ENTRY, "getValue");
        metadata = types.method(ENTRY, "getMetadata");
        metadataText = types.method(METADATA, "getValue");
        builder = types.method(BAGGAGE, "builder");
        put = types.method("api.baggage.BaggageBuilder", "put", String.class, String.class, types.type(METADATA));
        metadataOf = types.method(METADATA, "create", String.class);
        build = types.method("api.baggage.BaggageBuilder", "build");
    }

    Baggage ours(Object theirContext) {
        Map<?, ?> entries = (Map<?, ?>) call(asMap, call(fromContext, theirContext));
        if (entries.isEmpty()) {
            return Baggage.empty();
        }
        BaggageBuilder ours = Baggage.builder();
        for (Map.Entry<?, ?> entry : entries.entrySet()) {
            String text = (String) call(metadataText, call(metadata, entry.getValue()));
            ours.put(
                    (String) entry.getKey(), (String) call(value, entry.getValue()), BaggageEntryMetadata.create(text));
        }
        return ours.build();
    }

    Object theirs(Baggage ours) {
        Object theirs = call(builder);
        for (Map.Entry<String, BaggageEntry> entry : ours.asMap().entrySet()) {
            Object about = call(metadataOf, entry.getValue().getMetadata().getValue());
            call(put, theirs, entry.getKey(), entry.getValue().getValue(), about);
        }
        return call(build, theirs);
    }
}
