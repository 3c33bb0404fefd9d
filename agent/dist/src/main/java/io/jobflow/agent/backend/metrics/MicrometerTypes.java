package io.jobflow.agent.backend.metrics;

import io.jobflow.agent.backend.call.Methods;
import java.lang.invoke.MethodHandle;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * One copy of Micrometer, from 1.5 on. Kept with that copy's own class, so that the agent holds on to no loader of the
 * application. Safe for use by any thread.
 */
final class MicrometerTypes {

    private static final String PACKAGE = "io.micrometer.core.instrument.";
    private static final ClassValue<MicrometerTypes> OF_CLASS = new ClassValue<MicrometerTypes>() {
        @Override
        protected MicrometerTypes computeValue(Class<?> meterRegistry) {
            try {
                return new MicrometerTypes(meterRegistry);
            } catch (ReflectiveOperationException strange) {
                throw new IllegalArgumentException("a Micrometer that the agent does not know", strange);
            }
        }
    };

    final MethodHandle timer;
    final MethodHandle timerDescription;
    final MethodHandle timerTags;
    final MethodHandle timerObjectives;
    final MethodHandle timerRegister;
    final MethodHandle record;
    final MethodHandle gauge;
    final MethodHandle gaugeDescription;
    final MethodHandle gaugeTags;
    final MethodHandle gaugeRegister;
    /** Lives as long as the copy's own class. */
    private final List<Object> kept = new CopyOnWriteArrayList<>();

    private MicrometerTypes(Class<?> meterRegistry) throws ReflectiveOperationException {
        ClassLoader loader = meterRegistry.getClassLoader();
        Class<?> timerType = type("Timer", loader);
        Class<?> timerBuilder = type("Timer$Builder", loader);
        Class<?> gaugeType = type("Gauge", loader);
        Class<?> gaugeBuilder = type("Gauge$Builder", loader);
        timer = Methods.of(timerType, "builder", String.class);
        timerDescription = Methods.of(timerBuilder, "description", String.class);
        timerTags = Methods.of(timerBuilder, "tags", String[].class);
        timerObjectives = Methods.of(timerBuilder, "serviceLevelObjectives", Duration[].class);
        timerRegister = Methods.of(timerBuilder, "register", meterRegistry);
        record = Methods.of(timerType, "record", long.class, TimeUnit.class);
        gauge = Methods.of(gaugeType, "builder", String.class, Object.class, ToDoubleFunction.class);
        gaugeDescription = Methods.of(gaugeBuilder, "description", String.class);
        gaugeTags = Methods.of(gaugeBuilder, "tags", String[].class);
        gaugeRegister = Methods.of(gaugeBuilder, "register", meterRegistry);
    }

    /** @param registry an object whose class descends from {@code MeterRegistry} */
    static MicrometerTypes of(Object registry) {
        for (Class<?> type = registry.getClass(); type != null; type = type.getSuperclass()) {
            if (type.getName().equals(PACKAGE + "MeterRegistry")) {
                return OF_CLASS.get(type);
            }
        }
        throw new IllegalArgumentException(registry.getClass() + " is no meter registry");
    }

    /** The registry that stands for all that the application has published; null if there is none in it. */
    static @Nullable Object global(ClassLoader loader) {
        try {
            Object registry = type("Metrics", loader).getField("globalRegistry").get(null);
            Object registries = registry.getClass().getMethod("getRegistries").invoke(registry);
            return ((Iterable<?>) registries).iterator().hasNext() ? registry : null;
        } catch (ReflectiveOperationException | LinkageError noMicrometer) {
            return null;
        }
    }

    private static Class<?> type(String name, ClassLoader loader) throws ClassNotFoundException {
        return Class.forName(PACKAGE + name, false, loader);
    }

    /** Keeps something of ours for as long as the copy is there. */
    void keep(Object ours) {
        kept.add(ours);
    }
}
