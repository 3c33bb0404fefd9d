package io.jobflow.agent.logs;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How to talk to one class of MDC. Kept with the class itself, so that the agent holds on to no loader of the
 * application. Safe for use by any thread.
 */
final class MdcMethods {

    private static final String LOG4J_MAP = "org.apache.logging.log4j.spi.ThreadContextMap";

    private static final String LOG4J_FACADE = "org.apache.logging.log4j.ThreadContext";

    private static final ClassValue<MdcMethods> OF_FACADE = new ClassValue<MdcMethods>() {
        @Override
        protected MdcMethods computeValue(Class<?> type) {
            boolean log4j = type.getName().equals(LOG4J_FACADE);
            return new MdcMethods(
                    type, log4j ? "getContext" : "getCopyOfContextMap", log4j ? "clearMap" : "clear", true);
        }
    };

    private static final ClassValue<MdcMethods> OF_CLASS = new ClassValue<MdcMethods>() {
        @Override
        protected MdcMethods computeValue(Class<?> type) {
            return ofObjects(type);
        }
    };

    private final MethodHandle get;
    private final MethodHandle put;
    private final MethodHandle remove;
    private final MethodHandle copy;
    private final MethodHandle clear;

    private MdcMethods(Class<?> type, String content, String clearing, boolean isStatic) {
        try {
            get = handle(type, isStatic, "get", String.class, String.class);
            put = handle(type, isStatic, "put", void.class, String.class, String.class);
            remove = handle(type, isStatic, "remove", void.class, String.class);
            copy = handle(type, isStatic, content, Map.class);
            clear = handle(type, isStatic, clearing, void.class);
        } catch (ReflectiveOperationException noMdc) {
            throw new IllegalArgumentException(type + " is no MDC", noMdc);
        }
    }

    private static MdcMethods ofObjects(Class<?> type) {
        Class<?> log4j = log4jMap(type);
        if (log4j != null) {
            return new MdcMethods(log4j, "getImmutableMapOrNull", "clear", false);
        }
        // Logback's own need not copy.
        return new MdcMethods(
                type, has(type, "getPropertyMap") ? "getPropertyMap" : "getCopyOfContextMap", "clear", false);
    }

    /** Log4j's interface of such maps, if this is one of them: its own classes need not be public. */
    private static @Nullable Class<?> log4jMap(Class<?> type) {
        for (Class<?> each = type; each != null; each = each.getSuperclass()) {
            for (Class<?> direct : each.getInterfaces()) {
                Class<?> found = direct.getName().equals(LOG4J_MAP) ? direct : log4jMap(direct);
                if (found != null) {
                    return found;
                }
            }
        }
        return null;
    }

    private static boolean has(Class<?> type, String getter) {
        try {
            return Map.class.isAssignableFrom(type.getMethod(getter).getReturnType());
        } catch (NoSuchMethodException another) {
            return false;
        }
    }

    /** Takes an MDC and what the method takes; a static method ignores the first. */
    private static MethodHandle handle(
            Class<?> type, boolean isStatic, String name, Class<?> answer, Class<?>... parameters)
            throws ReflectiveOperationException {
        MethodHandle method = MethodHandles.publicLookup().unreflect(type.getMethod(name, parameters));
        return (isStatic ? MethodHandles.dropArguments(method, 0, Object.class) : method)
                .asType(MethodType.methodType(answer, parameters).insertParameterTypes(0, Object.class));
    }

    /** @param mdc an object, or a class whose methods are static */
    static MdcMethods of(Object mdc) {
        return mdc instanceof Class ? OF_FACADE.get((Class<?>) mdc) : OF_CLASS.get(mdc.getClass());
    }

    /** Null if the calling thread has no such key. */
    @Nullable String get(Object mdc, String key) throws Throwable {
        return (String) get.invokeExact(mdc, key);
    }

    /** Null removes the key. */
    void set(Object mdc, String key, @Nullable String value) throws Throwable {
        if (value == null) {
            remove.invokeExact(mdc, key);
        } else {
            put.invokeExact(mdc, key, value);
        }
    }

    /** The calling thread's entries, not to be changed; null if it has no map at all, which an application can tell from none. */
    @SuppressWarnings("unchecked")
    @Nullable Map<String, String> content(Object mdc) throws Throwable {
        return (Map<String, String>) (Map<?, ?>) copy.invokeExact(mdc);
    }

    /** Leaves the calling thread without a map if nothing is in it. */
    void dropIfEmpty(Object mdc) throws Throwable {
        Map<?, ?> content = (Map<?, ?>) copy.invokeExact(mdc);
        if (content != null && content.isEmpty()) {
            clear.invokeExact(mdc);
        }
    }
}
