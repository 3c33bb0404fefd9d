package io.jobflow.bridge.setup;

import io.jobflow.bridge.Trouble;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.logging.Filter;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Keeps our SDK's complaints off the application's console: they become trouble reports instead. The loggers of
 * {@code java.util.logging} belong to the whole process, and the application may run an OpenTelemetry of its own that
 * logs under the same names; so a record is held back only on our SDK's threads. Those are known by an inherited mark:
 * the SDK is built, flushed and shut down by a marked thread, and every thread it starts inherits the mark. Safe for use
 * by any thread.
 */
final class QuietedLoggers {

    /** What they say ends in {@link ExportFailures}. */
    private static final List<String> EXPORTERS = Arrays.asList(
            "io.opentelemetry.exporter.otlp.internal.HttpExporter",
            "io.opentelemetry.exporter.otlp.internal.GrpcExporter");

    /** What it says {@link OtelSetup} says too. */
    private static final String BUILDER = "io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdkBuilder";

    private static final List<String> OTHERS = Arrays.asList(
            "io.opentelemetry.exporter.sender.okhttp.internal.OkHttpHttpSender",
            "io.opentelemetry.exporter.sender.okhttp.internal.OkHttpGrpcSender",
            "io.opentelemetry.sdk.trace.export.BatchSpanProcessor",
            "io.opentelemetry.sdk.trace.export.BatchSpanProcessor$Worker",
            "io.opentelemetry.sdk.metrics.export.PeriodicMetricReader");

    /** What the processors say of a failed export; {@link ExportFailures} says more. */
    private static final String SAID_ALREADY = "Exporter failed";

    private final InheritableThreadLocal<@Nullable Boolean> ours = new InheritableThreadLocal<>();
    private final ExportFailures failures;
    private final Trouble trouble;
    /** Held strongly, or else the log manager would forget loggers and filters alike. */
    private final List<OursOnly> filters = new ArrayList<>();

    QuietedLoggers(ExportFailures failures, Trouble trouble) {
        this.failures = failures;
        this.trouble = trouble;
    }

    void install() {
        filters.add(new OursOnly(BUILDER, ignored -> {}));
        for (String name : EXPORTERS) {
            filters.add(new OursOnly(name, record -> failures.complained(record.getMessage())));
        }
        for (String name : OTHERS) {
            filters.add(new OursOnly(name, this::report));
        }
    }

    private void report(LogRecord record) {
        boolean matters = record.getLevel().intValue() >= Level.WARNING.intValue();
        if (matters && !SAID_ALREADY.equals(record.getMessage())) {
            trouble.report(
                    "OpenTelemetry complained", new ExportFailedException(record.getMessage(), record.getThrown()));
        }
    }

    /** Gives the loggers back the filters they had. */
    void remove() {
        for (OursOnly filter : filters) {
            filter.remove();
        }
        filters.clear();
    }

    /** Does work on the calling thread as if on one of ours. */
    void run(Runnable work) {
        boolean alreadyOurs = ours.get() != null;
        ours.set(Boolean.TRUE);
        try {
            work.run();
        } finally {
            if (!alreadyOurs) {
                ours.remove();
            }
        }
    }

    /** Holds back what our threads log, and asks the filter that was there before about all else. */
    private final class OursOnly implements Filter {
        private final Logger logger;
        private final Consumer<LogRecord> instead;
        private final @Nullable Filter before;

        OursOnly(String name, Consumer<LogRecord> instead) {
            this.logger = Logger.getLogger(name);
            this.instead = instead;
            this.before = logger.getFilter();
            logger.setFilter(this);
        }

        void remove() {
            if (logger.getFilter() == this) {
                logger.setFilter(before);
            }
        }

        @Override
        public boolean isLoggable(LogRecord record) {
            if (ours.get() == null) {
                return before == null || before.isLoggable(record);
            }
            instead.accept(record);
            return false;
        }
    }
}
