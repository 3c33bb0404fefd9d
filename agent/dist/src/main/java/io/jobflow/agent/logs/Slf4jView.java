package io.jobflow.agent.logs;

import java.lang.reflect.Constructor;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code org.slf4j.MDC}, whoever is behind it. Immutable. */
final class Slf4jView implements LogView {

    private static final String LOGBACK = "ch.qos.logback.classic.LoggerContext";
    private static final int EVENT_PARAMETERS = 6;

    private final Class<?> facade;

    Slf4jView(Class<?> facade) {
        this.facade = facade;
    }

    @Override
    public Class<?> facade() {
        return facade;
    }

    @Override
    public @Nullable Class<?> behind() throws ReflectiveOperationException {
        Object adapter = facade.getMethod("getMDCAdapter").invoke(null);
        return adapter == null ? null : adapter.getClass();
    }

    @Override
    public boolean isAlikeInEveryCopy() {
        return true;
    }

    @Override
    public boolean isOfItsOwn() throws ReflectiveOperationException {
        Class<?> adapter = behind();
        return adapter != null
                && !adapter.getName().endsWith(".NOPMDCAdapter")
                && !adapter.getName().startsWith("org.apache.logging.slf4j.");
    }

    /** @throws ReflectiveOperationException also if the library is not Logback: nothing is known of its events then */
    @Override
    public @Nullable String ofEvent(String key) throws ReflectiveOperationException {
        Object context = Class.forName("org.slf4j.LoggerFactory", true, facade.getClassLoader())
                .getMethod("getILoggerFactory")
                .invoke(null);
        if (!context.getClass().getName().equals(LOGBACK)) {
            throw new ClassNotFoundException(LOGBACK);
        }
        Map<?, ?> entries = (Map<?, ?>) Class.forName(
                        "ch.qos.logback.classic.spi.LoggingEvent",
                        true,
                        context.getClass().getClassLoader())
                .getMethod("getMDCPropertyMap")
                .invoke(event(context));
        return (String) entries.get(key);
    }

    /** Made, and handed to nobody. */
    private static Object event(Object context) throws ReflectiveOperationException {
        ClassLoader loader = context.getClass().getClassLoader();
        Object root = context.getClass().getMethod("getLogger", String.class).invoke(context, "ROOT");
        Object level = Class.forName("ch.qos.logback.classic.Level", true, loader)
                .getField("INFO")
                .get(null);
        for (Constructor<?> each : Class.forName("ch.qos.logback.classic.spi.LoggingEvent", true, loader)
                .getConstructors()) {
            if (each.getParameterCount() == EVENT_PARAMETERS) {
                return each.newInstance("", root, level, "", null, new Object[0]);
            }
        }
        throw new NoSuchMethodException("a constructor of Logback's LoggingEvent with " + EVENT_PARAMETERS);
    }

    @Override
    public @Nullable String read(String key) throws ReflectiveOperationException {
        return (String) facade.getMethod("get", String.class).invoke(null, key);
    }
}
