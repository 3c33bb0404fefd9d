package io.jobflow.agent.run;

import io.jobflow.agent.logs.LoggedRecords;
import io.jobflow.bridge.setup.LogLine;
import io.jobflow.bridge.setup.LogOrigin;
import io.jobflow.bridge.setup.LogQueue;
import io.opentelemetry.api.logs.Severity;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import java.util.function.Supplier;
import java.util.logging.LogRecord;
import org.jspecify.annotations.Nullable;

/**
 * Hands the lines of runs to the exporter, with the run they were logged in. Only those of runs that our own SDK records:
 * whoever else records a run exports its lines, too, or does not want to. Safe for use by any thread.
 */
final class ExportedLines {

    private final Supplier<@Nullable RunToken> here;
    private final Supplier<@Nullable LogQueue> queue;

    /**
     * @param here the run on the calling thread
     * @param queue null as long as nothing is exported
     */
    ExportedLines(Supplier<@Nullable RunToken> here, Supplier<@Nullable LogQueue> queue) {
        this.here = here;
        this.queue = queue;
    }

    /** Whether lines that are logged on this thread now are exported. */
    boolean isOn() {
        RunToken token = here.get();
        return token != null && token.scope().wantsLogLines() && queue.get() != null;
    }

    /** @param epochMillis 0 for now */
    void add(
            Severity severity,
            String levelName,
            @Nullable String logger,
            long epochMillis,
            @Nullable String text,
            @Nullable Throwable thrown) {
        RunToken token = here.get();
        LogQueue to = queue.get();
        if (token != null && to != null && token.scope().wantsLogLines()) {
            token.oneLine();
            to.add(new LogLine(
                    epochMillis == 0 ? System.currentTimeMillis() : epochMillis,
                    severity,
                    levelName,
                    text == null ? "null" : text,
                    thrown,
                    origin(token, logger == null ? "" : logger)));
        }
    }

    private static LogOrigin origin(RunToken token, String logger) {
        return new LogOrigin(
                logger,
                Thread.currentThread().getName(),
                span(token),
                token.run().logAttributes());
    }

    /** What is current within the run, such as a handler's span; the run's own if that is none of its trace. */
    private static SpanContext span(RunToken token) {
        SpanContext run = token.scope().spanContext();
        SpanContext current = Span.current().getSpanContext();
        return current.getTraceId().equals(run.getTraceId()) ? current : run;
    }

    /** A record of {@code java.util.logging} goes to its handlers; for {@link #recordEnds}. */
    @Nullable Object recordBegins() {
        RunToken token = here.get();
        return token == null ? null : token.lines();
    }

    /** The handlers are done. If one of them was a bridge, its library has told of the line already. */
    void recordEnds(Object begun, LogRecord record, LoggedRecords records) {
        RunToken token = here.get();
        if (token != null && begun.equals(token.lines())) {
            add(
                    Severities.ofRecords(record.getLevel().intValue()),
                    record.getLevel().getName(),
                    record.getLoggerName(),
                    record.getMillis(),
                    records.plainText(record),
                    record.getThrown());
        }
    }
}
