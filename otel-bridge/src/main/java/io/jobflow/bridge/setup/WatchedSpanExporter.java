package io.jobflow.bridge.setup;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;

/** A span exporter whose failures are counted. */
final class WatchedSpanExporter implements SpanExporter {

    private final SpanExporter exporter;
    private final ExportFailures failures;
    private final SpanQueue queue;

    WatchedSpanExporter(SpanExporter exporter, ExportFailures failures, SpanQueue queue) {
        this.exporter = exporter;
        this.queue = queue;
        this.failures = failures;
    }

    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
        int count = spans.size();
        queue.taken(count);
        CompletableResultCode result = exporter.export(spans);
        result.whenComplete(() -> {
            if (!result.isSuccess()) {
                queue.lost(count);
            }
        });
        return failures.watch(ExportPlan.TRACES, result);
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
