package io.jobflow.bridge.setup;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.logs.LogRecordBuilder;
import io.opentelemetry.api.logs.LoggerProvider;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.logs.LogRecordProcessor;
import io.opentelemetry.sdk.logs.ReadWriteLogRecord;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Has the SDK make records of lines, with its resource and its limits of attributes, and collects them. Confined to the
 * thread that exports, once it has its provider.
 */
final class LogRecords implements LogRecordProcessor {

    /** The SDK keeps a logger for every name, for ever. Lines of further ones say {@link #OTHER}. */
    static final int MOST_LOGGERS = 10_000;

    static final String OTHER = "other";

    private static final AttributeKey<String> THREAD = AttributeKey.stringKey("thread.name");
    private static final AttributeKey<String> EXCEPTION_TYPE = AttributeKey.stringKey("exception.type");
    private static final AttributeKey<String> EXCEPTION_MESSAGE = AttributeKey.stringKey("exception.message");
    private static final AttributeKey<String> EXCEPTION_STACK_TRACE = AttributeKey.stringKey("exception.stacktrace");

    private final Set<String> loggers = new HashSet<>();
    private LoggerProvider provider = LoggerProvider.noop();
    private List<LogRecordData> made = new ArrayList<>();

    /** @param ofSdk one whose processor this is. To be said before the first line. */
    void through(LoggerProvider ofSdk) {
        provider = ofSdk;
    }

    void add(LogLine line) {
        LogRecordBuilder record = provider.loggerBuilder(boundedName(line.origin.logger))
                .build()
                .logRecordBuilder()
                .setTimestamp(line.epochMillis, TimeUnit.MILLISECONDS)
                .setObservedTimestamp(line.epochMillis, TimeUnit.MILLISECONDS)
                .setContext(Context.root().with(Span.wrap(line.origin.span)))
                .setSeverity(line.severity)
                .setSeverityText(line.severityText)
                .setBody(line.text)
                .setAllAttributes(line.origin.job)
                .setAttribute(THREAD, line.origin.thread);
        addThrown(record, line);
        record.emit();
    }

    private static void addThrown(LogRecordBuilder record, LogLine line) {
        ThrownText thrown = line.thrown();
        if (thrown != null) {
            record.setAttribute(EXCEPTION_TYPE, thrown.type()).setAttribute(EXCEPTION_STACK_TRACE, thrown.stackTrace());
            if (thrown.message() != null) {
                record.setAttribute(EXCEPTION_MESSAGE, thrown.message());
            }
        }
    }

    private String boundedName(String logger) {
        if (loggers.size() < MOST_LOGGERS) {
            loggers.add(logger);
            return logger;
        }
        return loggers.contains(logger) ? logger : OTHER;
    }

    @Override
    public void onEmit(Context context, ReadWriteLogRecord record) {
        made.add(record.toLogRecordData());
    }

    /** Those that were made since this was asked last. */
    List<LogRecordData> takeAll() {
        List<LogRecordData> all = made;
        made = new ArrayList<>();
        return all;
    }
}
