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

    private static final ClassValue<MdcMethods> OF_CLASS = new ClassValue<MdcMethods>() {
        @Override
        protected MdcMethods computeValue(Class<?> type) {
            return new MdcMethods(type);
        }
    };

    private final MethodHandle get;
    private final MethodHandle put;
    private final MethodHandle remove;
    private final MethodHandle copy;
    private final MethodHandle clear;

    private MdcMethods(Class<?> of) {
        Class<?> log4j = log4jMap(of);
        Class<?> type = log4j == null ? of : log4j;
        String content = log4j == null ? "getCopyOfContextMap" : "getImmutableMapOrNull";
        if (log4j == null && has(of, "getPropertyMap")) {
            // Logback's own, which need not copy.
            content = "getPropertyMap";
        }
        try {
            get = handle(type, "get", MethodType.methodType(String.class, Object.class, String.class));
            put = handle(type, "put", MethodType.methodType(void.class, Object.class, String.class, String.class));
            remove = handle(type, "remove", MethodType.methodType(void.class, Object.class, String.class));
            copy = handle(type, content, MethodType.methodType(Map.class, Object.class));
            clear = handle(type, "clear", MethodType.methodType(void.class, Object.class));
        } catch (ReflectiveOperationException noMdc) {
            throw new IllegalArgumentException(type + " is no MDC", noMdc);
        }
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

    private static MethodHandle handle(Class<?> type, String name, MethodType callType)
            throws ReflectiveOperationException {
        Class<?>[] parameters = callType.dropParameterTypes(0, 1).parameterArray();
        return MethodHandles.publicLookup()
                .unreflect(type.getMethod(name, parameters))
                .asType(callType);
    }

    static MdcMethods of(Object mdc) {
        return OF_CLASS.get(mdc.getClass());
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
