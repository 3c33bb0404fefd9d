package io.jobflow.bridge.library;

import io.jobflow.bridge.JobHeaders;
import io.opentelemetry.api.baggage.propagation.W3CBaggagePropagator;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import java.io.IOException;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;

/**
 * Passes the current trace and baggage on with outgoing OkHttp calls. A request that brings a {@code traceparent} of its
 * own keeps it. Calls that OkHttp makes on its own threads ({@code enqueue}) carry what is current there, so the
 * application hands its context to OkHttp's dispatcher, or calls synchronously. Safe for use by any thread.
 */
public final class TraceContextInterceptor implements Interceptor {

    @Override
    public Response intercept(Chain chain) throws IOException {
        Request request = chain.request();
        return chain.proceed(request.header(JobHeaders.TRACEPARENT) == null ? withContext(request) : request);
    }

    private static Request withContext(Request request) {
        Context current = Context.current();
        Request.Builder builder = request.newBuilder();
        W3CTraceContextPropagator.getInstance().inject(current, builder, TraceContextInterceptor::set);
        W3CBaggagePropagator.getInstance().inject(current, builder, TraceContextInterceptor::set);
        return builder.build();
    }

    private static void set(Request.Builder builder, String name, String value) {
        builder.header(name, value);
    }
}
