package io.jobflow.agent.logs;

import java.lang.reflect.Constructor;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Log4j's {@code ThreadContext}, whoever is behind its API. Immutable. */
final class Log4jView implements LogView {

    private static final String API = "org.apache.logging.log4j.";
    private static final String CORE = API + "core.";
    private static final int EVENT_PARAMETERS = 7;
    private static final int PROPERTIES = 5;

    private final Class<?> facade;

    Log4jView(Class<?> facade) {
        this.facade = facade;
    }

    @Override
    public Class<?> facade() {
        return facade;
    }

    @Override
    public Class<?> behind() throws ReflectiveOperationException {
        return factory().getClass();
    }

    private Object factory() throws ReflectiveOperationException {
        return Class.forName(API + "LogManager", true, facade.getClassLoader())
                .getMethod("getFactory")
                .invoke(null);
    }

    /** Its settings say which context map there is, who fills the events, and whether threads inherit. */
    @Override
    public boolean isAlikeInEveryCopy() {
        return false;
    }

    /** Beside Log4j's own core there is SLF4J, whose MDC is the same, and what Log4j itself makes do with, which has none. */
    @Override
    public boolean isOfItsOwn() throws ReflectiveOperationException {
        String factory = behind().getName();
        return !factory.startsWith("org.apache.logging.slf4j.") && !factory.startsWith(API + "simple.");
    }

    @Override
    public @Nullable String ofEvent(String key) throws ReflectiveOperationException {
        ClassLoader loader = factory().getClass().getClassLoader();
        Class<?> type = Class.forName(CORE + "impl.Log4jLogEvent", true, loader);
        Object data = type.getMethod("getContextData").invoke(event(type));
        return (String) Class.forName(API + "util.ReadOnlyStringMap", true, loader)
                .getMethod("getValue", String.class)
                .invoke(data, key);
    }

    /** Made, and handed to nobody. */
    private static Object event(Class<?> type) throws ReflectiveOperationException {
        Object level = Class.forName(API + "Level", true, type.getClassLoader())
                .getField("INFO")
                .get(null);
        for (Constructor<?> each : type.getConstructors()) {
            Class<?>[] parameters = each.getParameterTypes();
            if (parameters.length == EVENT_PARAMETERS && parameters[PROPERTIES] == List.class) {
                return each.newInstance("", null, "", level, null, Collections.emptyList(), null);
            }
        }
        throw new NoSuchMethodException("a constructor of Log4j's Log4jLogEvent with " + EVENT_PARAMETERS);
    }

    @Override
    public @Nullable String read(String key) throws ReflectiveOperationException {
        return (String) facade.getMethod("get", String.class).invoke(null, key);
    }
}
