package io.jobflow.agent.backend;

import io.jobflow.bridge.attempt.AttemptTelemetry;
import org.jspecify.annotations.Nullable;

/**
 * Decides once, at the first attempt, which backend records all attempts of this JVM. Earlier it could not know: another
 * agent may come later on the command line, and the application makes its own SDK in {@code main}. Safe for use by any
 * thread.
 */
public final class BackendChoice {

    private final Backend own;
    private volatile @Nullable AttemptTelemetry chosen;

    public BackendChoice(Backend own) {
        this.own = own;
    }

    /** A first class was woven, so that attempts are likely to come: what takes time may begin. */
    public void attemptsAreLikely() {
        own.prepare();
    }

    /** The first call decides. */
    public AttemptTelemetry telemetry() {
        AttemptTelemetry telemetry = chosen;
        return telemetry == null ? choose() : telemetry;
    }

    private synchronized AttemptTelemetry choose() {
        AttemptTelemetry telemetry = chosen;
        if (telemetry == null) {
            telemetry = own.telemetry();
            chosen = telemetry;
        }
        return telemetry;
    }

    /** Which backend was chosen and why, for people. Decides nothing. */
    public String describe() {
        return chosen == null
                ? "not chosen yet, because there was no job request; so far: " + own.describe()
                : own.describe();
    }
}
