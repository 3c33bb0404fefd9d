package io.jobflow.bridge.setup;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanContext;

/** Where a line was logged. Immutable. */
public final class LogOrigin {

    private static final int MOST_NAME_CHARS = 512;

    final String logger;
    final String thread;
    final SpanContext span;
    final Attributes job;

    /**
     * @param logger cut at 512 characters, as is the thread's name
     * @param span of the run, or of what is current within it
     * @param job the run's attributes
     */
    public LogOrigin(String logger, String thread, SpanContext span, Attributes job) {
        this.logger = ThrownText.cut(logger, MOST_NAME_CHARS);
        this.thread = ThrownText.cut(thread, MOST_NAME_CHARS);
        this.span = span;
        this.job = job;
    }

    int chars() {
        return logger.length() + thread.length();
    }
}
