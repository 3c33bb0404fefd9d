package io.jobflow.agent.run;

import io.jobflow.agent.identity.IdentityMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * When a handler is over that returned before: at the completion of the stage, future or publisher that it returned, and at
 * once for everything else. Safe for use by any thread.
 */
final class HandlerResults {

    private final IdentityMap<HandlerCall> byFuture = new IdentityMap<>();
    /** Spares those futures the look-up that nobody asked for. */
    private volatile boolean anyFuture;

    /** Answers the result, or a publisher in its place if that is allowed. */
    Object endWith(HandlerCall call, Object result, boolean exchangeable) {
        try {
            return endingWith(call, result, exchangeable);
        } catch (Throwable ofTheResult) {
            call.report("result of a handler not waited for", ofTheResult);
            call.end(null);
            return result;
        }
    }

    private Object endingWith(HandlerCall call, Object result, boolean exchangeable) {
        if (result instanceof CompletionStage) {
            call.tellsByItself();
            ((CompletionStage<?>) result).whenComplete((value, failure) -> call.end(causeOf(failure)));
        } else if (result instanceof Future) {
            await((Future<?>) result, call);
        } else {
            WatchedPublisher watched = exchangeable ? WatchedPublisher.of(result, call) : null;
            if (watched != null) {
                call.tellsByItself();
                return watched.inItsPlace();
            }
            call.end(null);
        }
        return result;
    }

    /** Only the JDK's own futures tell when they are done; any other one is not waited for. */
    private void await(Future<?> future, HandlerCall call) {
        if (future instanceof FutureTask && !future.isDone()) {
            anyFuture = true;
            byFuture.put(future, call);
        }
        if (future.isDone()) {
            byFuture.remove(future);
            call.end(failureOf(future));
        } else if (!(future instanceof FutureTask)) {
            call.end(null);
        }
    }

    void futureDone(Object future) {
        HandlerCall call = anyFuture ? byFuture.remove(future) : null;
        if (call != null) {
            call.end(failureOf((Future<?>) future));
        }
    }

    /** A stage that depends on the one that failed says so, in a wrapper. */
    private static @Nullable Throwable causeOf(@Nullable Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : null;
        return cause == null ? failure : cause;
    }

    /** Null if it has a value; does not wait, since it is done. */
    private static @Nullable Throwable failureOf(Future<?> done) {
        try {
            done.get();
            return null;
        } catch (ExecutionException failed) {
            return failed.getCause();
        } catch (CancellationException cancelled) {
            return cancelled;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return null;
        }
    }
}
