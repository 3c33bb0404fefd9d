package io.jobflow.agent.run;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/**
 * What a servlet container writes an answer to, found from its own response: the application may write it on any thread, and
 * may ask for the stream as late as it likes. Containers are not visible here, so this looks at them through reflection; a
 * container that is unlike those we know is left alone. Safe for use by any thread.
 */
final class ContainerResponses {

    private static final String RUN_ATTRIBUTE = "io.jobflow.run";

    private ContainerResponses() {}

    /** Tomcat's or Jetty's; null for other containers. */
    static @Nullable Object output(Object response) {
        try {
            String name = response.getClass().getName();
            if (name.startsWith("org.apache.catalina.")) {
                Object own = name.endsWith("Facade") ? field(response, "response") : response;
                return field(own, "outputBuffer");
            }
            if (name.startsWith("org.eclipse.jetty.")) {
                Object owner = has(response, "getHttpOutput") ? response : call(response, "getServletChannel");
                return call(owner, "getHttpOutput");
            }
            return null;
        } catch (ReflectiveOperationException | RuntimeException unlikeThose) {
            return null;
        }
    }

    /** The run's token that a request keeps, found from Undertow's context of the request; null if there is none. */
    static @Nullable Object runAttribute(Object requestContext) {
        try {
            Object request = call(requestContext, "getOriginalRequest");
            return request.getClass().getMethod("getAttribute", String.class).invoke(request, RUN_ATTRIBUTE);
        } catch (ReflectiveOperationException | RuntimeException unlikeUndertow) {
            return null;
        }
    }

    private static Object field(Object of, String name) throws ReflectiveOperationException {
        for (Class<?> type = of.getClass(); type != null; type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                if (field.getName().equals(name)) {
                    field.setAccessible(true);
                    return field.get(of);
                }
            }
        }
        throw new NoSuchFieldException(name);
    }

    private static boolean has(Object of, String method) {
        for (Method each : of.getClass().getMethods()) {
            if (each.getName().equals(method) && each.getParameterTypes().length == 0) {
                return true;
            }
        }
        return false;
    }

    private static Object call(Object of, String method) throws ReflectiveOperationException {
        Method found = of.getClass().getMethod(method);
        found.setAccessible(true);
        return found.invoke(of);
    }
}
