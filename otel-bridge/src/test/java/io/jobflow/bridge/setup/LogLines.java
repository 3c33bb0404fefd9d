package io.jobflow.bridge.setup;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.logs.Severity;
import io.opentelemetry.api.trace.SpanContext;
import org.jspecify.annotations.Nullable;

/** Lines as a run logs them. */
final class LogLines {

    private LogLines() {}

    static LogLine saying(String text) {
        return line("acme", text, null);
    }

    static LogLine line(String logger, String text, @Nullable Throwable thrown) {
        LogOrigin origin = new LogOrigin(logger, "main", SpanContext.getInvalid(), Attributes.empty());
        return new LogLine(1, Severity.INFO, "INFO", text, thrown, origin);
    }
}
