package io.jobflow.bridge.library;

import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;

/** Stands in for a container's wide interface of which a filter uses a few methods. */
interface Fake {

    @Nullable Object call(String method, Object[] arguments);

    static <T> T of(Class<T> type, Fake fake) {
        Object proxy = Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (self, method, arguments) ->
                        fake.call(method.getName(), arguments == null ? new Object[0] : arguments));
        return type.cast(proxy);
    }
}
