package io.jobflow.agent.outgoing;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;

/**
 * Stands in front of a callback of Apache's asynchronous client and ends the call when that hears of the answer's head, its
 * completion or a failure. Whatever becomes of the call, the callback is called. Safe for use by any thread.
 */
final class CallListener implements InvocationHandler {

    private final Object callback;
    private final OutgoingCall call;

    private CallListener(Object callback, OutgoingCall call) {
        this.callback = callback;
        this.call = call;
    }

    /** @param type the callback's interface */
    static Object around(Object callback, Class<?> type, OutgoingCall call) {
        return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, new CallListener(callback, call));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
        hear(method, arguments);
        try {
            return method.invoke(callback, arguments);
        } catch (InvocationTargetException thrown) {
            throw thrown.getCause() == null ? thrown : thrown.getCause();
        }
    }

    private void hear(Method method, Object @Nullable [] arguments) {
        switch (method.getName()) {
            case "handleResponse":
                call.end(statusOf(method, arguments), null);
                break;
            case "failed":
                call.end(-1, arguments == null ? null : (Throwable) arguments[0]);
                break;
            case "completed":
                call.end(-1, null);
                break;
            default:
        }
    }

    /** -1 if the first argument is no response that we know. */
    private static int statusOf(Method method, Object @Nullable [] arguments) {
        try {
            return arguments == null
                    ? -1
                    : (int) method.getParameterTypes()[0].getMethod("getCode").invoke(arguments[0]);
        } catch (ReflectiveOperationException unknown) {
            return -1;
        }
    }
}
