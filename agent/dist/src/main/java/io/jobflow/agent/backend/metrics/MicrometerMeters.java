package io.jobflow.agent.backend.metrics;

import static io.jobflow.agent.backend.call.Calls.call;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.MeterBuilder;
import io.opentelemetry.api.metrics.MeterProvider;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * A Micrometer registry of the application, so that a run's metrics stand beside the application's own. Whoever holds this
 * holds the registry's loader; to be kept only by {@link #keep}. As many series as there are attributes, whose number the
 * caller caps. Safe for use by any thread.
 */
public final class MicrometerMeters implements MeterProvider, RecordingMeter.Instruments {

    private static final double NANOS_A_SECOND = 1e9;
    private static final double MILLIS_A_SECOND = 1e3;
    private static final ToDoubleFunction<AtomicLong> VALUE = AtomicLong::doubleValue;

    private final MicrometerTypes types;
    private final Object registry;

    private MicrometerMeters(Object registry) {
        this.types = MicrometerTypes.of(registry);
        this.registry = registry;
    }

    /**
     * @param registry an object whose class descends from Micrometer's {@code MeterRegistry}
     * @throws IllegalArgumentException if it is none, or one that is too old
     */
    public static MicrometerMeters in(Object registry) {
        return new MicrometerMeters(registry);
    }

    /** The application's global registry; null if it has published none. */
    public static @Nullable Object global(ClassLoader loader) {
        return MicrometerTypes.global(loader);
    }

    /** Keeps something of ours for as long as Micrometer's classes are there, and no longer. */
    public void keep(Object ours) {
        types.keep(ours);
    }

    /** Null for the boot loader, which has none. */
    public @Nullable ClassLoader loader() {
        return registry.getClass().getClassLoader();
    }

    @Override
    public MeterBuilder meterBuilder(String name) {
        return RecordingMeter.builder(this);
    }

    @Override
    public DoubleRecording histogram(String name, String description, String unit, List<Double> boundaries) {
        ConcurrentMap<Attributes, Object> timers = new ConcurrentHashMap<>();
        Duration[] objectives = durations(boundaries);
        return (value, attributes, context) -> {
            Object timer = timers.get(attributes);
            if (timer == null) {
                timer = timer(name, description, objectives, attributes);
                timers.put(attributes, timer);
            }
            call(types.record, timer, Math.round(value * NANOS_A_SECOND), TimeUnit.NANOSECONDS);
        };
    }

    /** The same timer for the same name and attributes: the registry sees to that. */
    private Object timer(String name, String description, Duration[] objectives, Attributes attributes) {
        Object builder = call(types.timer, name);
        call(types.timerDescription, builder, description);
        call(types.timerTags, builder, tags(attributes));
        call(types.timerObjectives, builder, objectives);
        return call(types.timerRegister, builder, registry);
    }

    @Override
    public LongRecording upDownCounter(String name, String description, String unit) {
        ConcurrentMap<Attributes, AtomicLong> values = new ConcurrentHashMap<>();
        return (value, attributes, context) -> values.computeIfAbsent(
                        attributes, fresh -> gauge(name, description, fresh))
                .addAndGet(value);
    }

    private AtomicLong gauge(String name, String description, Attributes attributes) {
        AtomicLong value = new AtomicLong();
        Object builder = call(types.gauge, name, value, VALUE);
        call(types.gaugeDescription, builder, description);
        call(types.gaugeTags, builder, tags(attributes));
        call(types.gaugeRegister, builder, registry);
        return value;
    }

    private static String[] tags(Attributes attributes) {
        List<String> tags = new ArrayList<>();
        for (Map.Entry<AttributeKey<?>, Object> entry : attributes.asMap().entrySet()) {
            tags.add(entry.getKey().getKey());
            tags.add(entry.getValue().toString());
        }
        return tags.toArray(new String[0]);
    }

    private static Duration[] durations(List<Double> seconds) {
        Duration[] durations = new Duration[seconds.size()];
        for (int i = 0; i < durations.length; i++) {
            durations[i] = Duration.ofMillis(Math.round(seconds.get(i) * MILLIS_A_SECOND));
        }
        return durations;
    }
}
