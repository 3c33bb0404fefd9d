package io.jobflow.agent.weave.urlconnection;

import io.jobflow.agent.hook.Site;
import java.net.HttpURLConnection;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Where a connection may begin its call, before anybody asks for the answer. */
final class ConnectAdvice {

    private ConnectAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static @Nullable Object enter(
            @Advice.This HttpURLConnection connection, @Advice.FieldValue("connected") boolean connected) {
        if (!Site.running()) {
            return null;
        }
        boolean posts =
                connection.getDoOutput() && connection.getRequestMethod().equals("GET");
        Object call = Site.connectionCall(
                connection,
                !connected,
                posts ? "POST" : connection.getRequestMethod(),
                connection.getURL().toString(),
                connected ? null : connection.getRequestProperty("traceparent"));
        String[] headers = Site.callHeaders(call);
        if (headers != null) {
            try {
                for (int i = 0; i < headers.length; i += 2) {
                    if (connection.getRequestProperty(headers[i]) == null) {
                        connection.setRequestProperty(headers[i], headers[i + 1]);
                    }
                }
            } catch (IllegalStateException triedToConnectBefore) {
                return call;
            }
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
