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

    /** Null as long as nothing is set that records: a library that only asks sets one that does nothing, for good. */
    static @Nullable Object read(Class<?> globalOpenTelemetry) throws ReflectiveOperationException {
        if (!isSet(globalOpenTelemetry)) {
            return null;
        }
        Object set = globalOpenTelemetry.getMethod("get").invoke(null);
        return recordsNothing(globalOpenTelemetry, set) ? null : set;
    }

    private static boolean recordsNothing(Class<?> globalOpenTelemetry, Object set)
            throws ReflectiveOperationException {
        String api = globalOpenTelemetry
                .getName()
                .substring(0, globalOpenTelemetry.getName().lastIndexOf('.'));
        ClassLoader loader = globalOpenTelemetry.getClassLoader();
        Object nothing = Class.forName(api + ".trace.TracerProvider", false, loader)
                .getMethod("noop")
                .invoke(null);
        return Class.forName(api + ".OpenTelemetry", false, loader)
                        .getMethod("getTracerProvider")
                        .invoke(set)
                == nothing;
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
