package io.jobflow.agent.weave.apache;

import io.jobflow.agent.hook.Site;
import net.bytebuddy.asm.Advice;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHost;
import org.jspecify.annotations.Nullable;

/**
 * Around a call of version 5. The application's request gets the headers and, since it may be sent again, loses them
 * afterwards. Between the two stand the call and the names of the headers that it has got.
 */
final class Classic5Advice {

    private Classic5Advice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static Object @Nullable [] enter(
            @Advice.Argument(0) @Nullable HttpHost target, @Advice.Argument(1) @Nullable ClassicHttpRequest request) {
        if (!Site.running() || request == null) {
            return null;
        }
        Header carried = request.getFirstHeader("traceparent");
        String host = target == null ? request.getScheme() + "://" + request.getAuthority() : target.toURI();
        Object call = Site.callBegins(
                request.getMethod(), host + request.getPath(), carried == null ? null : carried.getValue());
        String[] headers = Site.callHeaders(call);
        if (headers == null) {
            return null;
        }
        Object[] state = new Object[1 + headers.length / 2];
        state[0] = call;
        for (int i = 0; i < headers.length; i += 2) {
            if (!request.containsHeader(headers[i])) {
                request.setHeader(headers[i], headers[i + 1]);
                state[1 + i / 2] = headers[i];
            }
        }
        return state;
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(
            @Advice.Enter Object @Nullable [] state,
            @Advice.Argument(1) ClassicHttpRequest request,
            @Advice.Return @Nullable ClassicHttpResponse response,
            @Advice.Thrown @Nullable Throwable thrown) {
        if (state != null) {
            Site.callEnds(state[0], response == null ? -1 : response.getCode(), thrown);
            for (int i = 1; i < state.length; i++) {
                if (state[i] != null) {
                    request.removeHeaders((String) state[i]);
                }
            }
        }
    }
}
