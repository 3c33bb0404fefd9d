package io.jobflow.bridge.setup;

import io.jobflow.bridge.Trouble;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.logs.LogRecordBuilder;
import io.opentelemetry.api.logs.LoggerProvider;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.logs.LogRecordProcessor;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import io.opentelemetry.sdk.logs.export.LogRecordExporter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Hands the lines of the queue to the back end, in batches and one batch at a time, on a daemon thread of its own. The
 * SDK's own processor drops the newest line where a queue is full; this one, by its queue, the oldest. Safe for use by any
 * thread.
 */
final class LogExport implements Runnable {

    private static final AttributeKey<String> THREAD = AttributeKey.stringKey("thread.name");
    private static final AttributeKey<String> EXCEPTION_TYPE = AttributeKey.stringKey("exception.type");
    private static final AttributeKey<String> EXCEPTION_MESSAGE = AttributeKey.stringKey("exception.message");
    private static final AttributeKey<String> EXCEPTION_STACK_TRACE = AttributeKey.stringKey("exception.stacktrace");

    private final LogRecordExporter exporter;
    private final ExportFailures failures;
    private final Trouble trouble;
    private final int batchSize;
    private final long delayNanos;
    private final LogQueue queue;
    private final Thread thread;
    private final Made made = new Made();
    private final CompletableResultCode closed = new CompletableResultCode();
    private volatile boolean closing;
    private volatile boolean woken;
    /** Set once, before the thread is started. */
    private LoggerProvider records = LoggerProvider.noop();
    // confined to the thread
    private @Nullable CompletableResultCode underWay;

    LogExport(LogRecordExporter exporter, ExportPlan plan, ExportFailures failures, Trouble trouble) {
        this.exporter = exporter;
        this.failures = failures;
        this.trouble = trouble;
        int capacity = plan.logQueueSize();
        this.batchSize = Math.min(capacity, plan.logBatchSize());
        this.delayNanos = TimeUnit.MILLISECONDS.toNanos(plan.logDelayMillis());
        this.thread = new Thread(this, "jobflow-logs");
        this.queue = new LogQueue(capacity, batchSize, this::wake);
    }

    private void wake() {
        woken = true;
        LockSupport.unpark(thread);
    }

    /** Collects what the SDK makes of lines; nobody but the thread uses that SDK for records. */
    LogRecordProcessor processor() {
        return made;
    }

    /** @param provider one that hands its records to the processor */
    LogQueue start(LoggerProvider provider) {
        records = provider;
        thread.setDaemon(true);
        thread.setContextClassLoader(null);
        thread.start();
        return queue;
    }

    @Override
    public void run() {
        while (!closing) {
            LockSupport.parkNanos(this, delayNanos);
            step();
        }
        try {
            exportTheRest();
        } finally {
            exporter.shutdown().whenComplete(closed::succeed);
        }
    }

    private void step() {
        try {
            queue.renderThrown();
            CompletableResultCode before = underWay;
            boolean due = !woken || queue.waiting() >= batchSize;
            woken = false;
            if (due && (before == null || before.isDone())) {
                underWay = exportOne();
            }
        } catch (Throwable failed) {
            trouble.report("log lines not exported", failed);
        }
    }

    /** Whoever closes waits for a bounded time, and this thread is a daemon. */
    private void exportTheRest() {
        CompletableResultCode last = underWay;
        while (last != null) {
            last.join(1, TimeUnit.MINUTES);
            last = exportOne();
        }
    }

    /** Null if there is nothing to export. */
    private @Nullable CompletableResultCode exportOne() {
        Collection<LogRecordData> batch = batch();
        if (batch.isEmpty()) {
            return null;
        }
        CompletableResultCode result = exporter.export(batch);
        result.whenComplete(() -> {
            if (!result.isSuccess()) {
                queue.lost(batch.size());
            }
            wake();
        });
        return failures.watch(ExportPlan.LOGS, result);
    }

    private Collection<LogRecordData> batch() {
        for (int count = 0; count < batchSize; count++) {
            LogLine line = queue.take();
            if (line == null) {
                break;
            }
            line.renderThrown();
            emit(line);
        }
        return made.takeAll();
    }

    private void emit(LogLine line) {
        LogRecordBuilder record = records.loggerBuilder(line.logger)
                .build()
                .logRecordBuilder()
                .setTimestamp(line.epochMillis, TimeUnit.MILLISECONDS)
                .setObservedTimestamp(line.epochMillis, TimeUnit.MILLISECONDS)
                .setContext(Context.root().with(Span.wrap(line.span)))
                .setSeverity(line.severity)
                .setSeverityText(line.severityText)
                .setBody(line.text)
                .setAllAttributes(line.job)
                .setAttribute(THREAD, line.thread);
        LogLine.Thrown thrown = line.thrown();
        if (thrown != null) {
            record.setAttribute(EXCEPTION_TYPE, thrown.type).setAttribute(EXCEPTION_STACK_TRACE, thrown.stackTrace);
            if (thrown.message != null) {
                record.setAttribute(EXCEPTION_MESSAGE, thrown.message);
            }
        }
        record.emit();
    }

    /** Exports what waits and stops; returns at once. */
    CompletableResultCode close() {
        closing = true;
        LockSupport.unpark(thread);
        return closed;
    }

    /** The records that were made of lines. Confined to the thread. */
    private static final class Made implements LogRecordProcessor {
        private List<LogRecordData> records = new ArrayList<>();

        @Override
        public void onEmit(Context context, io.opentelemetry.sdk.logs.ReadWriteLogRecord record) {
            records.add(record.toLogRecordData());
        }

        List<LogRecordData> takeAll() {
            List<LogRecordData> all = records;
            records = new ArrayList<>();
            return all;
        }
    }
}
