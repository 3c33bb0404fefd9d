package io.jobflow.agent.backend.call;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;

/** Finds the methods that {@link Calls} calls. */
public final class Methods {

    private Methods() {}

    /** A public method, static or not, as a handle that takes and answers objects only; an array stays one object. */
    public static MethodHandle of(Class<?> type, String name, Class<?>... parameters)
            throws ReflectiveOperationException {
        MethodHandle handle = MethodHandles.publicLookup()
                .unreflect(type.getMethod(name, parameters))
                .asFixedArity();
        return handle.asType(handle.type().generic());
    }
}
