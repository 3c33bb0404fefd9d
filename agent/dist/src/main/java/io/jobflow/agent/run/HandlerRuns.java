package io.jobflow.agent.run;

import io.jobflow.bridge.attempt.AttemptTelemetry;
import io.jobflow.bridge.attempt.HandlerScope;
import io.opentelemetry.context.Scope;
import org.jspecify.annotations.Nullable;

/** The handlers that the settings name: spans of their own within a run, runs of their own outside of any. */
final class HandlerRuns {

    private final Runs runs;
    private final HandlerResults results = new HandlerResults();

    HandlerRuns(Runs runs) {
        this.runs = runs;
    }

    HandlerCall enter(AttemptTelemetry telemetry, String site, String function, String job) {
        String name = shortName(function);
        RunToken here = runs.current();
        return here == null
                ? new OwnRun(runs.beginLocal(telemetry, site, job.isEmpty() ? name : job, function))
                : new WithinRun(here.run(), telemetry.startHandler(name, function));
    }

    /** The method with the simple name of its class. */
    private static String shortName(String function) {
        int method = function.lastIndexOf('.');
        int type = Math.max(function.lastIndexOf('.', method - 1), function.lastIndexOf('$', method - 1));
        return function.substring(type + 1);
    }

    /**
     * Answers what the handler is to return.
     *
     * @param exchangeable whether that may be something else than its result
     */
    @Nullable Object exit(HandlerCall call, @Nullable Object result, @Nullable Throwable thrown, boolean exchangeable) {
        call.leave();
        if (thrown != null || result == null) {
            call.end(thrown);
            return result;
        }
        return results.endWith(call, result, exchangeable);
    }

    void futureDone(Object future) {
        results.futureDone(future);
    }

    /** A call outside of any run. */
    private final class OwnRun extends HandlerCall {
        private final RunToken token;

        OwnRun(RunToken token) {
            super(runs.trouble());
            this.token = token;
        }

        @Override
        void leaveFirst() {
            runs.exit(token, null, Run.NO_STATUS, true);
        }

        @Override
        Runnable enterAgain() {
            RunToken here = runs.takeUp(token.run());
            return () -> runs.exit(here, null, Run.NO_STATUS, true);
        }

        @Override
        void finish(@Nullable Throwable failure) {
            runs.finish(token.run(), failure);
        }

        @Override
        void tellsByItself() {
            token.run().awaitCompletion();
        }
    }

    /** A call within a run. */
    private final class WithinRun extends HandlerCall {
        private final Run run;
        private final HandlerScope handler;
        private final Scope first;

        WithinRun(Run run, HandlerScope handler) {
            super(runs.trouble());
            this.run = run;
            this.handler = handler;
            this.first = handler.enter();
        }

        @Override
        void leaveFirst() {
            first.close();
        }

        @Override
        Runnable enterAgain() {
            RunToken before = runs.current();
            RunToken here = before != null && before.run() == run ? null : runs.takeUp(run);
            Scope scope = handler.enter();
            return () -> {
                scope.close();
                if (here != null) {
                    runs.exit(here, null, Run.NO_STATUS, true);
                }
            };
        }

        @Override
        void finish(@Nullable Throwable failure) {
            handler.end(failure);
        }
    }
}
