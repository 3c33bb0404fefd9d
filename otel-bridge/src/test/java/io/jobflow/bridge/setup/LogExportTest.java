package io.jobflow.bridge.setup;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobflow.bridge.Troubles;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.logs.SdkLoggerProvider;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import io.opentelemetry.sdk.logs.export.LogRecordExporter;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LogExportTest {

    private static final ExportPlan PLAN = ExportPlan.withLogs(
            OtelProperties.of(Map.of(
                    "OTEL_LOGS_EXPORTER", "otlp",
                    "OTEL_BLRP_MAX_EXPORT_BATCH_SIZE", "2",
                    "OTEL_BLRP_SCHEDULE_DELAY", "3600000")),
            true);

    private final ExportFailures failures = new ExportFailures(PLAN, new Troubles());
    private final Recording exporter = new Recording();
    private final LogExport export = new LogExport(exporter, PLAN, failures, new Troubles());
    private final SdkLoggerProvider provider = SdkLoggerProvider.builder()
            .addLogRecordProcessor(export.processor())
            .build();

    @AfterEach
    void closeProvider() {
        provider.close();
    }

    @Test
    void exportsWhatWaitsAlsoWhereNoExportWasUnderWay() {
        CompletableResultCode closed = export.close();

        LogQueue queue = startWithThreeLines();

        closed.join(1, TimeUnit.MINUTES);
        assertThat(exporter.texts).containsExactly("one", "two", "three");
        assertThat(queue.dropped()).isZero();
    }

    @Test
    void countsLinesThatTheSdkMadeNoRecordsOf() {
        provider.close();
        CompletableResultCode closed = export.close();

        LogQueue queue = startWithThreeLines();

        closed.join(1, TimeUnit.MINUTES);
        assertThat(exporter.texts).isEmpty();
        assertThat(queue.dropped()).isEqualTo(3);
    }

    @Test
    void countsLinesWhoseExporterThrows() {
        exporter.failure = new IllegalStateException("no room");
        CompletableResultCode closed = export.close();

        LogQueue queue = startWithThreeLines();

        closed.join(1, TimeUnit.MINUTES);
        assertThat(queue.dropped()).isEqualTo(3);
        assertThat(failures.count()).isEqualTo(2);
    }

    private LogQueue startWithThreeLines() {
        LogQueue queue = export.queue();
        queue.add(LogLines.saying("one"));
        queue.add(LogLines.saying("two"));
        queue.add(LogLines.saying("three"));
        export.start(provider);
        return queue;
    }

    /** Keeps the texts, unless it is to fail. */
    private static final class Recording implements LogRecordExporter {
        final List<String> texts = new CopyOnWriteArrayList<>();
        volatile @Nullable RuntimeException failure;

        @Override
        public CompletableResultCode export(Collection<LogRecordData> records) {
            if (failure != null) {
                throw failure;
            }
            for (LogRecordData record : records) {
                texts.add(String.valueOf(record.getBodyValue().getValue()));
            }
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode flush() {
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode shutdown() {
            return CompletableResultCode.ofSuccess();
        }
    }
}
