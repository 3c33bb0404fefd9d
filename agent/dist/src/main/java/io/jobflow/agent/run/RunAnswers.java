package io.jobflow.agent.run;

import org.jspecify.annotations.Nullable;

/**
 * What woven code tells of the answers to requests: how each began, what is written to it, that it is complete. The run it
 * belongs to is found by a part of the request, and ends with its answer. Safe for use by any thread.
 */
final class RunAnswers {

    private final OpenRuns open;
    private final ThreadLocal<@Nullable RunToken> current;

    /** @param current the run on each thread */
    RunAnswers(OpenRuns open, ThreadLocal<@Nullable RunToken> current) {
        this.open = open;
        this.current = current;
    }

    void part(RunToken token, Object part) {
        if (!token.isNested()) {
            open.addPart(token.run(), part);
        }
    }

    void answered(Object request, int status, long length) {
        Run run = open.byPart(request);
        if (run != null) {
            open.endIf(run, run.answered(status, length));
        }
    }

    void wrote(@Nullable Object stream, @Nullable Object data, int offset, int length) {
        RunToken here = stream == null ? current.get() : null;
        Run run = stream == null ? (here == null ? null : here.run()) : open.byPart(stream);
        if (run != null && data != null) {
            open.endIf(run, run.wrote(data, offset, length));
        }
    }

    /** For containers whose streams are known only from then on where their own response could be read. */
    void wroteHere(Object stream, @Nullable Object data, int offset, int length) {
        Run of = open.byPart(stream);
        RunToken here = current.get();
        Run run = of != null || here == null || here.isNested() ? of : here.run();
        if (run != null && data != null) {
            open.endIf(run, run.wrote(data, offset, length));
        }
    }

    void response(RunToken token, Object response) {
        Object output = ContainerResponses.output(response);
        if (output != null) {
            part(token, output);
        }
    }

    void streamMade(Object stream, Object madeFor) {
        Run known = open.byPart(madeFor);
        Object token = known == null ? ContainerResponses.runAttribute(madeFor) : null;
        Run run = token instanceof RunToken ? ((RunToken) token).run() : known;
        if (run != null) {
            open.addPart(run, stream);
        }
    }

    void completed(Object part) {
        Run run = open.byPart(part);
        if (run != null) {
            open.endIf(run, run.completed());
        }
    }

    /** Null if the run has its listener already. */
    @Nullable Object listener(RunToken token, Class<?> type) {
        Run run = token.run();
        return !token.isNested() && run.awaitCompletion()
                ? CompletionListener.of(type, run, () -> open.endIf(run, run.completed()))
                : null;
    }
}
