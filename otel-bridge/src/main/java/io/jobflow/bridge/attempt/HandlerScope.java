package io.jobflow.bridge.attempt;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A handler's own span within a run. It may end on another thread and later than the method returns. Safe for use by any
 * thread; never throws.
 */
public final class HandlerScope {

    private final AttemptTelemetry telemetry;
    private final Context context;
    private final AtomicBoolean ended = new AtomicBoolean();

    HandlerScope(AttemptTelemetry telemetry, Context context) {
        this.telemetry = telemetry;
        this.context = context;
    }

    /** Makes the span current on the calling thread; to be closed there. */
    @SuppressWarnings("MustBeClosedChecker") // the caller closes it
    public Scope enter() {
        try {
            Scope scope = context.makeCurrent();
            return () -> close(scope);
        } catch (Throwable failed) {
            telemetry.trouble().report("handler's context not made current", failed);
            return Scope.noop();
        }
    }

    private void close(Scope scope) {
        try {
            scope.close();
        } catch (Throwable failed) {
            telemetry.trouble().report("context not restored after a handler", failed);
        }
    }

    /** @param error what the handler threw or its result failed with; null if nothing. Calls after the first do nothing. */
    public void end(@Nullable Throwable error) {
        if (ended.compareAndSet(false, true)) {
            telemetry.spans().closeHandler(Span.fromContext(context), error);
        }
    }
}
