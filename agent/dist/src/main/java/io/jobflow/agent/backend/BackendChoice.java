package io.jobflow.agent.backend;

import io.jobflow.bridge.attempt.AttemptTelemetry;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Decides who records attempts: once for each application loader, at the first attempt that comes in there. Earlier
 * nobody could know: another agent may come later on the command line, and the application makes its own SDK in {@code
 * main}. Safe for use by any thread.
 */
public final class BackendChoice {

    private final Deciding deciding;
    private final List<Decision> decisions = new CopyOnWriteArrayList<>();

    /** With nobody else to choose. */
    public BackendChoice(Backend own) {
        this(new Deciding() {
            @Override
            public void attemptsAreLikely() {
                own.prepare();
            }

            @Override
            public AttemptTelemetry unrecorded() {
                return own.telemetry();
            }

            @Override
            public Decision decide(ClassLoader loader) {
                return Decision.own(loader, own.telemetry(), "the agent's own SDK");
            }
        });
    }

    /** @param deciding looks who is there */
    public BackendChoice(Deciding deciding) {
        this.deciding = deciding;
    }

    /** A first class was woven, so that attempts are likely to come: what takes time may begin. */
    public void attemptsAreLikely() {
        deciding.attemptsAreLikely();
    }

    /** Who records the attempt that comes in on this thread. The first call for the thread's loader decides. */
    public AttemptTelemetry telemetry() {
        ClassLoader set = Thread.currentThread().getContextClassLoader();
        ClassLoader loader = set == null ? ClassLoader.getSystemClassLoader() : set;
        AttemptTelemetry decided = decided(loader);
        return decided == null ? decide(loader) : decided;
    }

    private @Nullable AttemptTelemetry decided(ClassLoader loader) {
        for (Decision each : decisions) {
            if (each.isFor(loader)) {
                return each.telemetry();
            }
        }
        return null;
    }

    private synchronized AttemptTelemetry decide(ClassLoader loader) {
        AttemptTelemetry decided = decided(loader);
        if (decided != null) {
            return decided;
        }
        decisions.removeIf(Decision::isOver);
        Decision decision = deciding.decide(loader);
        AttemptTelemetry telemetry = decision == null ? null : decision.telemetry();
        if (decision == null || telemetry == null) {
            return deciding.unrecorded();
        }
        decisions.add(decision);
        return telemetry;
    }

    /** Who was chosen, in words, for people who ask why. */
    public String describe() {
        return decisions.isEmpty()
                ? "not decided, no attempt has come in yet"
                : decisions.stream().map(Decision::who).distinct().collect(Collectors.joining("; "));
    }

    /** Looks who is there. */
    public interface Deciding {
        /** What takes time may begin. */
        void attemptsAreLikely();

        /** For attempts that nobody records. */
        AttemptTelemetry unrecorded();

        /** Null if nobody is to record; then the next attempt asks again. Called under a lock, at most once a loader. */
        @Nullable Decision decide(ClassLoader loader);
    }
}
