package io.jobflow.agent.backend;

import io.jobflow.bridge.attempt.AttemptTelemetry;
import io.jobflow.bridge.outgoing.OutgoingSpans;
import org.jspecify.annotations.Nullable;

/**
 * Decides once, at the first attempt, which backend records all attempts of this JVM. Earlier it could not know: another
 * agent may come later on the command line, and the application makes its own SDK in {@code main}. Safe for use by any
 * thread.
 */
public final class BackendChoice {

    private final Backend own;
    private volatile @Nullable AttemptTelemetry chosen;
    private volatile @Nullable OutgoingSpans outgoing;

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

    /** For the calls that go out of attempts; null before the first attempt, and if the backend sees those itself. */
    public @Nullable OutgoingSpans outgoingSpans() {
        return outgoing;
    }

    private synchronized AttemptTelemetry choose() {
        AttemptTelemetry telemetry = chosen;
        if (telemetry == null) {
            telemetry = own.telemetry();
            outgoing = own.wantsOutgoingSpans() ? new OutgoingSpans(telemetry.tracer()) : null;
            chosen = telemetry;
        }
        return telemetry;
    }
}
