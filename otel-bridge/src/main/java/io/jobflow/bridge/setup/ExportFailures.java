package io.jobflow.bridge.setup;

import io.jobflow.bridge.PlainText;
import io.jobflow.bridge.Trouble;
import io.opentelemetry.sdk.common.CompletableResultCode;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Counts exports that failed and reports them. Safe for use by any thread. */
final class ExportFailures {

    private static final int MAX_REASON_LENGTH = 300;

    private final ExportPlan plan;
    private final Trouble trouble;
    private final AtomicLong count = new AtomicLong();
    private volatile String lastComplaint = "no reason given";

    ExportFailures(ExportPlan plan, Trouble trouble) {
        this.plan = plan;
        this.trouble = trouble;
    }

    /** The same result, watched. */
    CompletableResultCode watch(String signal, CompletableResultCode result) {
        return result.whenComplete(() -> {
            if (!result.isSuccess()) {
                failed(signal, result.getFailureThrowable());
            }
        });
    }

    /**
     * The exporter's own log line on the failure that is about to be counted. An answer with an error status is explained
     * there and nowhere else.
     */
    void complained(String message) {
        lastComplaint = message;
    }

    private void failed(String signal, @Nullable Throwable cause) {
        count.incrementAndGet();
        String reason = PlainText.of(reasonOf(cause), MAX_REASON_LENGTH);
        String message = "Export of " + signal + " to " + plan.target(signal) + " failed: " + reason
                + " (expected an OTLP back end there); check " + plan.variables(signal) + "_ENDPOINT and _PROTOCOL";
        trouble.report(signal + " not exported", new ExportFailedException(message, cause));
    }

    private String reasonOf(@Nullable Throwable cause) {
        Throwable deepest = cause;
        while (deepest != null && deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        String message = deepest == null ? null : deepest.getMessage();
        return message == null ? lastComplaint : message;
    }

    long count() {
        return count.get();
    }
}
