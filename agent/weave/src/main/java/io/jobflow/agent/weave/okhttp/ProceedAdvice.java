package io.jobflow.agent.weave.okhttp;

import io.jobflow.agent.hook.Site;
import java.util.List;
import net.bytebuddy.asm.Advice;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.internal.http.RetryAndFollowUpInterceptor;
import org.jspecify.annotations.Nullable;

/**
 * Around the interceptor that retries and follows redirects, so that these are inside of the call. The application's own
 * interceptors come before it: a {@code traceparent} that one of them sets is seen here.
 */
final class ProceedAdvice {

    private ProceedAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static @Nullable Object enter(
            @Advice.FieldValue("interceptors") List<?> interceptors,
            @Advice.FieldValue("index") int index,
            @Advice.Argument(value = 0, readOnly = false) Request request) {
        if (!Site.running() || !(interceptors.get(index) instanceof RetryAndFollowUpInterceptor)) {
            return null;
        }
        Object call = Site.callBegins(request.method(), request.url().toString(), request.header("traceparent"));
        String[] headers = Site.callHeaders(call);
        if (headers != null) {
            Request.Builder builder = request.newBuilder();
            for (int i = 0; i < headers.length; i += 2) {
                if (request.header(headers[i]) == null) {
                    builder.header(headers[i], headers[i + 1]);
                }
            }
            request = builder.build();
        }
        return call;
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(
            @Advice.Enter @Nullable Object call,
            @Advice.Return @Nullable Response response,
            @Advice.Thrown @Nullable Throwable thrown) {
        if (call != null) {
            Site.callEnds(call, response == null ? -1 : response.code(), thrown);
        }
    }
}
