package io.jobflow.agent.run;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;

/**
 * Hears from a servlet container that an asynchronous request is complete. The container's listener interface is not
 * visible here, so this stands behind a proxy of it. Safe for use by any thread; throws nothing at the container.
 */
final class CompletionListener implements InvocationHandler {

    private final Class<?> type;
    private final Run run;
    private final Runnable complete;

    private CompletionListener(Class<?> type, Run run, Runnable complete) {
        this.type = type;
        this.run = run;
        this.complete = complete;
    }

    /** @param type the container's {@code AsyncListener} */
    static Object of(Class<?> type, Run run, Runnable complete) {
        return Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, new CompletionListener(type, run, complete));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, @Nullable Object[] arguments) {
        switch (method.getName()) {
            case "hashCode":
                return System.identityHashCode(proxy);
            case "equals":
                return proxy == arguments[0];
            case "toString":
                return "JobFlow's completion listener";
            default:
                heard(proxy, method.getName(), arguments[0]);
                return null;
        }
    }

    private void heard(Object proxy, String what, Object event) {
        try {
            if (what.equals("onStartAsync")) {
                listenAgain(proxy, event);
            } else if (what.equals("onError")) {
                run.failedWith((Throwable) call(event, "AsyncEvent", "getThrowable"));
            } else if (what.equals("onComplete")) {
                Object response = call(event, "AsyncEvent", "getSuppliedResponse");
                run.hasStatus((int) call(response, "http.HttpServletResponse", "getStatus"));
            }
        } catch (Exception unknown) {
            // the status of before stands
        } finally {
            if (what.equals("onComplete")) {
                complete.run();
            }
        }
    }

    /** A container forgets its listeners when a dispatched request is made asynchronous once more. */
    private void listenAgain(Object proxy, Object event) throws Exception {
        Object context = call(event, "AsyncEvent", "getAsyncContext");
        Class<?> request = api("ServletRequest");
        Class<?> response = api("ServletResponse");
        api("AsyncContext")
                .getMethod("addListener", type, request, response)
                .invoke(
                        context,
                        proxy,
                        call(event, "AsyncEvent", "getSuppliedRequest"),
                        call(event, "AsyncEvent", "getSuppliedResponse"));
    }

    private Object call(Object target, String apiType, String method) throws Exception {
        return api(apiType).getMethod(method).invoke(target);
    }

    private Class<?> api(String name) throws ClassNotFoundException {
        String packageName = type.getName().substring(0, type.getName().lastIndexOf('.') + 1);
        return Class.forName(packageName + name, false, type.getClassLoader());
    }
}
