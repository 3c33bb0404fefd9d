package io.jobflow.bridge.setup;

import io.jobflow.bridge.Trouble;
import io.opentelemetry.api.logs.LoggerProvider;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.logs.LogRecordProcessor;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import io.opentelemetry.sdk.logs.export.LogRecordExporter;
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

    private final LogRecordExporter exporter;
    private final ExportFailures failures;
    private final Trouble trouble;
    private final int batchSize;
    private final long delayNanos;
    private final LogQueue queue;
    private final Thread thread;
    private final LogRecords records = new LogRecords();
    private final CompletableResultCode closed = new CompletableResultCode();
    private volatile boolean closing;
    private volatile boolean woken;
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
        return records;
    }

    /** Where the lines wait. */
    LogQueue queue() {
        return queue;
    }

    /** @param provider one that hands its records to the processor */
    void start(LoggerProvider provider) {
        records.through(provider);
        thread.setDaemon(true);
        thread.setContextClassLoader(null);
        thread.start();
    }

    @Override
    public void run() {
        while (!closing) {
            LockSupport.parkNanos(this, delayNanos);
            // Whoever interrupts all threads there are does not mean this one, which would not wait any more.
            Thread.interrupted();
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
        CompletableResultCode last = underWay == null ? exportOne() : underWay;
        while (last != null) {
            last.join(1, TimeUnit.MINUTES);
            last = exportOne();
        }
    }

    /** What comes of the next batch; null if no line waits. */
    private @Nullable CompletableResultCode exportOne() {
        int taken = takeBatch();
        if (taken == 0) {
            return null;
        }
        List<LogRecordData> batch = records.takeAll();
        queue.lost(taken - batch.size());
        return batch.isEmpty() ? CompletableResultCode.ofFailure() : export(batch);
    }

    /** How many lines were taken from the queue; not each has to become a record. */
    private int takeBatch() {
        int taken = 0;
        for (LogLine line = queue.take(); line != null; line = taken < batchSize ? queue.take() : null) {
            taken++;
            line.renderThrown();
            records.add(line);
        }
        return taken;
    }

    private CompletableResultCode export(List<LogRecordData> batch) {
        CompletableResultCode result = handOver(batch);
        result.whenComplete(() -> {
            if (!result.isSuccess()) {
                queue.lost(batch.size());
            }
            wake();
        });
        return failures.watch(ExportPlan.LOGS, result);
    }

    private CompletableResultCode handOver(List<LogRecordData> batch) {
        try {
            return exporter.export(batch);
        } catch (Throwable failed) {
            return CompletableResultCode.ofExceptionalFailure(failed);
        }
    }

    /** Exports what waits and stops; returns at once. The provider has to make records until that is done. */
    CompletableResultCode close() {
        closing = true;
        LockSupport.unpark(thread);
        return closed;
    }
}
