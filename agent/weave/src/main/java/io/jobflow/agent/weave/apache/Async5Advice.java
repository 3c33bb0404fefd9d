package io.jobflow.agent.weave.apache;

import io.jobflow.agent.hook.Site;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner;
import org.apache.hc.client5.http.async.AsyncExecCallback;
import org.apache.hc.client5.http.async.AsyncExecChain;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.support.BasicRequestBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Where the asynchronous client begins with its own copy of a request, on the application's thread. The last argument is the
 * callback that hears of the answer. What retries and redirects start from is not that copy but the application's request;
 * they get a copy of the copy, so that they carry the headers too.
 */
final class Async5Advice {

    private Async5Advice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static @Nullable Object enter(
            @Advice.Argument(0) HttpRequest request,
            @Advice.Argument(2) AsyncExecChain.Scope scope,
            @Advice.AllArguments(readOnly = false, typing = Assigner.Typing.DYNAMIC) Object[] arguments) {
        if (!Site.running()) {
            return null;
        }
        Header carried = request.getFirstHeader("traceparent");
        Object call = Site.callBegins(
                request.getMethod(),
                scope.route.getTargetHost().toURI() + request.getPath(),
                carried == null ? null : carried.getValue());
        String[] headers = Site.callHeaders(call);
        if (headers != null) {
            for (int i = 0; i < headers.length; i += 2) {
                if (!request.containsHeader(headers[i])) {
                    request.setHeader(headers[i], headers[i + 1]);
                }
            }
            Object[] changed = arguments.clone();
            int last = changed.length - 1;
            changed[last] = Site.callListener(call, AsyncExecCallback.class, changed[last]);
            changed[2] = new AsyncExecChain.Scope(
                    scope.exchangeId,
                    scope.route,
                    BasicRequestBuilder.copy(request).build(),
                    scope.cancellableDependency,
                    scope.clientContext,
                    scope.execRuntime,
                    scope.scheduler,
                    scope.execCount);
            arguments = changed;
        }
        return call;
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(@Advice.Enter @Nullable Object call, @Advice.Thrown @Nullable Throwable thrown) {
        if (call != null) {
            if (thrown == null) {
                Site.callLeaves(call, null);
            } else {
                Site.callEnds(call, -1, thrown);
            }
        }
    }
}
