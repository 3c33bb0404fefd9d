package io.jobflow.agent.backend.foreign;

import io.jobflow.agent.backend.call.Methods;
import java.lang.invoke.MethodHandle;
import org.jspecify.annotations.Nullable;

/** The types of one copy of OpenTelemetry's API, found beside its {@code OpenTelemetry}. Safe for use by any thread. */
final class ForeignTypes {

    /** What all names in here are relative to. */
    private static final String ANCHOR = "api.OpenTelemetry";

    private final @Nullable ClassLoader loader;
    private final String prefix;

    /** @param openTelemetry the copy's {@code OpenTelemetry} interface, whatever its package is called */
    ForeignTypes(Class<?> openTelemetry) {
        String name = openTelemetry.getName();
        if (!name.endsWith(ANCHOR)) {
            throw new IllegalArgumentException(name + " is not OpenTelemetry");
        }
        this.loader = openTelemetry.getClassLoader();
        this.prefix = name.substring(0, name.length() - ANCHOR.length());
    }

    /** @param name without the part that all names share, such as {@code context.Context} */
    Class<?> type(String name) throws ClassNotFoundException {
        return Class.forName(prefix + name, false, loader);
    }

    /** A method, static or not, as a handle that takes and answers objects only. */
    MethodHandle method(String type, String name, Class<?>... parameters) throws ReflectiveOperationException {
        return Methods.of(type(type), name, parameters);
    }

    /** A constant of an enum. */
    @SuppressWarnings({"unchecked", "rawtypes"})
    Object constant(String type, String name) throws ClassNotFoundException {
        return Enum.valueOf((Class) type(type), name);
    }
}
