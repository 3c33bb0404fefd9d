package io.jobflow.agent.backend;

import io.jobflow.bridge.attempt.AttemptTelemetry;
import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/** Who records the attempts of one application loader. Holds the loader, and what belongs to it, weakly. Immutable. */
final class Decision {

    private final WeakReference<ClassLoader> loader;
    /** Null where somebody else records. */
    private final @Nullable AttemptTelemetry own;

    private final WeakReference<AttemptTelemetry> telemetry;
    private final String who;

    private Decision(
            ClassLoader loader, @Nullable AttemptTelemetry own, WeakReference<AttemptTelemetry> telemetry, String who) {
        this.loader = new WeakReference<>(loader);
        this.own = own;
        this.telemetry = telemetry;
        this.who = who;
    }

    static Decision own(ClassLoader loader, AttemptTelemetry telemetry, String who) {
        return new Decision(loader, telemetry, new WeakReference<>(telemetry), who);
    }

    /** @param telemetry kept by the other's own classes */
    static Decision other(ClassLoader loader, AttemptTelemetry telemetry, String who) {
        return new Decision(loader, null, new WeakReference<>(telemetry), who);
    }

    boolean isFor(ClassLoader other) {
        return loader.get() == other;
    }

    boolean isOver() {
        return loader.get() == null || telemetry() == null;
    }

    /** Null once the other is gone. */
    @Nullable AttemptTelemetry telemetry() {
        return own == null ? telemetry.get() : own;
    }

    /** In words. */
    String who() {
        return who;
    }
}
