package io.jobflow.agent.outgoing;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * The public types of {@code java.net.http}, which Java 8 does not have; loaded when a request of that client comes. Safe
 * for use by any thread.
 */
final class JdkClient {

    private static final BiPredicate<String, String> ALL = (name, value) -> true;
    private static final Method METHOD = method("HttpRequest", "method");
    private static final Method URI = method("HttpRequest", "uri");
    private static final Method REQUEST_HEADERS = method("HttpRequest", "headers");
    private static final Method FIRST_VALUE = method("HttpHeaders", "firstValue", String.class);
    private static final Method MAP = method("HttpHeaders", "map");
    private static final Method HEADERS_OF = method("HttpHeaders", "of", Map.class, BiPredicate.class);
    private static final Method STATUS = method("HttpResponse", "statusCode");

    private JdkClient() {}

    static @Nullable OutgoingCall begins(OutgoingCalls calls, Object request) {
        Object headers = call(REQUEST_HEADERS, request);
        Optional<?> carried = (Optional<?>) call(FIRST_VALUE, headers, "traceparent");
        return calls.begins(
                (String) call(METHOD, request),
                String.valueOf(call(URI, request)),
                carried.isPresent() ? String.valueOf(carried.get()) : null);
    }

    /** The headers, and those of the others whose names are absent. */
    static Object with(Object headers, String[] more) {
        Map<String, List<String>> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        @SuppressWarnings("unchecked")
        Map<String, List<String>> before = (Map<String, List<String>>) call(MAP, headers);
        all.putAll(before);
        for (int i = 0; i < more.length; i += 2) {
            all.putIfAbsent(more[i], Collections.singletonList(more[i + 1]));
        }
        return call(HEADERS_OF, null, all, ALL);
    }

    /** Its completion ends the call. */
    static void endWith(CompletionStage<?> answer, OutgoingCall call) {
        answer.whenComplete((response, thrown) -> call.end(statusOf(response), thrown));
    }

    private static int statusOf(@Nullable Object response) {
        return response == null ? -1 : (int) call(STATUS, response);
    }

    private static Method method(String type, String name, Class<?>... parameters) {
        try {
            return Class.forName("java.net.http." + type).getMethod(name, parameters);
        } catch (ReflectiveOperationException missing) {
            throw new IllegalStateException(missing);
        }
    }

    private static Object call(Method method, @Nullable Object target, Object... arguments) {
        try {
            return method.invoke(target, arguments);
        } catch (ReflectiveOperationException failed) {
            throw new IllegalStateException(
                    method + " with " + Arrays.asList(arguments).size() + " arguments", failed);
        }
    }
}
