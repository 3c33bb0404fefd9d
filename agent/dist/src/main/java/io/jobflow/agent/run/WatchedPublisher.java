package io.jobflow.agent.run;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A handler's {@code Mono} or {@code Flux}, watched for its end, and with the handler present on the thread that subscribes.
 * Reactor is not visible here, so it is used through reflection. Safe for use by any thread.
 */
final class WatchedPublisher implements InvocationHandler {

    private static final String MONO = "reactor.core.publisher.Mono";
    private static final String FLUX = "reactor.core.publisher.Flux";
    /** Public, but nobody's business: what most of the library's own publishers extend. */
    private static final Set<String> OPERATORS =
            new HashSet<>(Arrays.asList("reactor.core.publisher.MonoOperator", "reactor.core.publisher.FluxOperator"));

    private final Class<?> type;
    private final Object publisher;
    private final HandlerCall call;
    private @Nullable Object watched;

    private WatchedPublisher(Class<?> type, Object publisher, HandlerCall call) {
        this.type = type;
        this.publisher = publisher;
        this.call = call;
    }

    /** Null if the result is neither, or of a class that callers may expect to get back. */
    static @Nullable WatchedPublisher of(Object result, HandlerCall call) {
        for (Class<?> type = result.getClass(); type != null; type = type.getSuperclass()) {
            if (type.getName().equals(MONO) || type.getName().equals(FLUX)) {
                return new WatchedPublisher(type, result, call);
            }
            if (Modifier.isPublic(type.getModifiers()) && !OPERATORS.contains(type.getName())) {
                return null;
            }
        }
        return null;
    }

    /** What the handler is to return; its own publisher if that cannot be watched, and then the call is over. */
    Object inItsPlace() {
        try {
            Object watching = watching();
            watched = watching;
            Class<?> interfaceType = Class.forName("org.reactivestreams.Publisher", false, type.getClassLoader());
            Object proxy = Proxy.newProxyInstance(interfaceType.getClassLoader(), new Class<?>[] {interfaceType}, this);
            // The other one would cancel what it was made from after the first value.
            String from = type.getName().equals(MONO) ? "fromDirect" : "from";
            return type.getMethod(from, interfaceType).invoke(null, proxy);
        } catch (Throwable unlikeReactor) {
            call.report("publisher of a handler not watched", unlikeReactor);
            call.end(null);
            return publisher;
        }
    }

    private Object watching() throws ReflectiveOperationException {
        AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        Consumer<Throwable> failed = failure::set;
        Runnable terminated = () -> call.end(failure.get());
        Runnable cancelled = () -> call.end(new CancellationException("cancelled"));
        Object seeing = type.getMethod("doOnError", Consumer.class).invoke(publisher, failed);
        Object ending = type.getMethod("doOnTerminate", Runnable.class).invoke(seeing, terminated);
        return type.getMethod("doOnCancel", Runnable.class).invoke(ending, cancelled);
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, @Nullable Object[] arguments) throws Throwable {
        switch (method.getName()) {
            case "subscribe":
                subscribe(method, arguments);
                return null;
            case "hashCode":
                return System.identityHashCode(proxy);
            case "equals":
                return proxy == arguments[0];
            default:
                return String.valueOf(publisher);
        }
    }

    /** What the publisher throws is the application's own, and goes on to it. */
    private void subscribe(Method method, @Nullable Object[] arguments) throws Throwable {
        Runnable leave = call.enter();
        try {
            method.invoke(watched, arguments);
        } catch (InvocationTargetException thrown) {
            throw thrown.getCause();
        } finally {
            leave.run();
        }
    }
}
