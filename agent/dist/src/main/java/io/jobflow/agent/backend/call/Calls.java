package io.jobflow.agent.backend.call;

import java.lang.invoke.MethodHandle;
import org.jspecify.annotations.Nullable;

/**
 * Calls of methods whose types are not ours. Every handle takes and answers objects only. What a method throws is thrown
 * on, unchecked. Safe for use by any thread.
 */
public final class Calls {

    private Calls() {}

    public static Object call(MethodHandle method) {
        try {
            return (Object) method.invokeExact();
        } catch (Throwable failed) {
            throw unchecked(failed);
        }
    }

    public static Object call(MethodHandle method, Object first) {
        try {
            return (Object) method.invokeExact(first);
        } catch (Throwable failed) {
            throw unchecked(failed);
        }
    }

    public static Object call(MethodHandle method, Object first, @Nullable Object second) {
        try {
            return (Object) method.invokeExact(first, second);
        } catch (Throwable failed) {
            throw unchecked(failed);
        }
    }

    public static Object call(MethodHandle method, Object first, @Nullable Object second, @Nullable Object third) {
        try {
            return (Object) method.invokeExact(first, second, third);
        } catch (Throwable failed) {
            throw unchecked(failed);
        }
    }

    public static Object call(MethodHandle method, Object first, Object second, Object third, Object fourth) {
        try {
            return (Object) method.invokeExact(first, second, third, fourth);
        } catch (Throwable failed) {
            throw unchecked(failed);
        }
    }

    private static RuntimeException unchecked(Throwable failed) {
        if (failed instanceof Error) {
            throw (Error) failed;
        }
        return failed instanceof RuntimeException ? (RuntimeException) failed : new IllegalStateException(failed);
    }
}
