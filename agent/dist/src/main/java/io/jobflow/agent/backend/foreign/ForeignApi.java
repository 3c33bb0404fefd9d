package io.jobflow.agent.backend.foreign;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * One copy of OpenTelemetry's API. Kept with that copy's own class, so that the agent holds on to no loader of the
 * application. Safe for use by any thread.
 */
final class ForeignApi {

    private static final ClassValue<ForeignApi> OF_CLASS = new ClassValue<ForeignApi>() {
        @Override
        protected ForeignApi computeValue(Class<?> openTelemetry) {
            return new ForeignApi(openTelemetry);
        }
    };

    private final ForeignSpans spans;
    private final ForeignAttributes attributes;
    private final ForeignContexts contexts;
    /** Null before 1.10 of the API, which knows no metrics. */
    private final @Nullable ForeignMetrics metrics;
    /** Lives as long as the copy's own class. */
    private final List<Object> kept = new CopyOnWriteArrayList<>();

    private ForeignApi(Class<?> openTelemetry) {
        ForeignTypes types = new ForeignTypes(openTelemetry);
        try {
            attributes = new ForeignAttributes(types);
            spans = new ForeignSpans(types);
            contexts = new ForeignContexts(types, this);
        } catch (ReflectiveOperationException strange) {
            throw new IllegalArgumentException("not an OpenTelemetry API that the agent knows", strange);
        }
        metrics = metrics(types);
    }

    private static @Nullable ForeignMetrics metrics(ForeignTypes types) {
        try {
            return new ForeignMetrics(types);
        } catch (ReflectiveOperationException tooOld) {
            return null;
        }
    }

    /**
     * @param openTelemetry the copy's {@code OpenTelemetry} interface
     * @throws IllegalArgumentException if this is none, or lacks what the agent needs
     */
    static ForeignApi of(Class<?> openTelemetry) {
        return OF_CLASS.get(openTelemetry);
    }

    /** Keeps something of ours for as long as the copy is there. */
    void keep(Object ours) {
        kept.add(ours);
    }

    ForeignSpans spans() {
        return spans;
    }

    ForeignAttributes attributes() {
        return attributes;
    }

    ForeignContexts contexts() {
        return contexts;
    }

    @Nullable ForeignMetrics metrics() {
        return metrics;
    }
}
