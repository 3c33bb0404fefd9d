package io.jobflow.bridge.setup;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;

/** A span exporter whose failures are counted. */
final class WatchedSpanExporter implements SpanExporter {

    private final SpanExporter exporter;
    private final ExportFailures failures;

    WatchedSpanExporter(SpanExporter exporter, ExportFailures failures) {
        this.exporter = exporter;
        this.failures = failures;
    }

    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
        return failures.watch(ExportPlan.TRACES, exporter.export(spans));
    }

    @Override
    public CompletableResultCode flush() {
        return exporter.flush();
    }

    @Override
    public CompletableResultCode shutdown() {
        return exporter.shutdown();
    }

    @Override
    public String toString() {
        return exporter.toString();
    }
}
