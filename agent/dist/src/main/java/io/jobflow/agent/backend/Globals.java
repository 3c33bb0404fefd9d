package io.jobflow.agent.backend;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/**
 * Reads a copy's global OpenTelemetry. {@code get()} on one that is not set would set it for good, and the application
 * could not any more; so it is asked only when it is set, which the API tells since 1.57 and a field before that.
 */
final class Globals {

    private Globals() {}

    /** Null as long as nothing is set. */
    static @Nullable Object read(Class<?> globalOpenTelemetry) throws ReflectiveOperationException {
        return isSet(globalOpenTelemetry) ? globalOpenTelemetry.getMethod("get").invoke(null) : null;
    }

    private static boolean isSet(Class<?> globalOpenTelemetry) throws ReflectiveOperationException {
        Method isSet;
        try {
            isSet = globalOpenTelemetry.getMethod("isSet");
        } catch (NoSuchMethodException before1x57) {
            return hasValue(globalOpenTelemetry);
        }
        return (boolean) isSet.invoke(null);
    }

    private static boolean hasValue(Class<?> globalOpenTelemetry) throws ReflectiveOperationException {
        Field value = globalOpenTelemetry.getDeclaredField("globalOpenTelemetry");
        try {
            value.setAccessible(true);
        } catch (RuntimeException inAClosedModule) {
            return false;
        }
        return value.get(null) != null;
    }
}
