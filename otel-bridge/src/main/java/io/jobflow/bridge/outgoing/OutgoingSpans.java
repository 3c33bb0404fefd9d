package io.jobflow.bridge.outgoing;

import io.jobflow.bridge.attempt.AttemptScope;
import io.opentelemetry.api.baggage.propagation.W3CBaggagePropagator;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapSetter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes the CLIENT spans of one run's calls. Safe for use by any thread; the callers see to what is thrown. */
public final class OutgoingSpans {

    private static final Set<String> METHODS = new HashSet<>(
            Arrays.asList("GET", "POST", "PUT", "DELETE", "HEAD", "PATCH", "OPTIONS", "TRACE", "CONNECT"));
    private static final TextMapSetter<List<String>> INTO_LIST = (headers, name, value) -> {
        if (headers != null) {
            headers.add(name);
            headers.add(value);
        }
    };

    private final Tracer tracer;
    private final Context run;

    private OutgoingSpans(Tracer tracer, Context run) {
        this.tracer = tracer;
        this.run = run;
    }

    /** Null if nobody wants them. */
    public static @Nullable OutgoingSpans of(AttemptScope run) {
        Tracer tracer = run.callTracer();
        return tracer == null ? null : new OutgoingSpans(tracer, run.context());
    }

    /** A request begins. */
    public HttpCallSpan http(String method, String url) {
        boolean known = METHODS.contains(method);
        SpanBuilder builder =
                client(known ? method : "HTTP").setAttribute(OutgoingAttributes.HTTP_METHOD, known ? method : "_OTHER");
        if (!known) {
            builder.setAttribute(OutgoingAttributes.HTTP_METHOD_ORIGINAL, method);
        }
        CalledUrl called = CalledUrl.parse(url);
        if (called != null) {
            builder.setAttribute(OutgoingAttributes.URL, called.shown());
            server(builder, called.host(), called.port());
        }
        Span span = builder.startSpan();
        return new HttpCallSpan(span, headers(run.with(span)));
    }

    /** A request that gets no span: what it carries names the run's span. */
    public HttpCallSpan unrecordedHttp() {
        return new HttpCallSpan(Span.getInvalid(), headers(run));
    }

    /**
     * A statement begins.
     *
     * @param sql as the application wrote it; null if that is unknown
     */
    public StatementSpan statement(Database database, @Nullable String sql) {
        StatementShape shape = sql == null ? null : database.shapes().of(sql);
        SpanBuilder builder =
                client(nameOf(database, shape)).setAttribute(OutgoingAttributes.DB_SYSTEM, database.system());
        set(builder, OutgoingAttributes.DB_NAMESPACE, database.namespace());
        if (database.host() != null) {
            server(builder, database.host(), database.port());
        }
        if (shape != null) {
            builder.setAttribute(OutgoingAttributes.DB_TEXT, shape.text());
            set(builder, OutgoingAttributes.DB_OPERATION, shape.operation());
            set(builder, OutgoingAttributes.DB_COLLECTION, shape.target());
        }
        return new StatementSpan(builder.startSpan(), database);
    }

    /** Says on the run's span how many calls have got no span of their own. */
    public void unrecorded(int calls) {
        Span.fromContext(run).setAttribute(OutgoingAttributes.UNRECORDED, (long) calls);
    }

    private SpanBuilder client(String name) {
        return tracer.spanBuilder(name).setSpanKind(SpanKind.CLIENT).setParent(run);
    }

    private static String nameOf(Database database, @Nullable StatementShape shape) {
        String target = shape == null || shape.target() == null ? database.namespace() : shape.target();
        if (shape == null || shape.operation() == null) {
            return target == null ? database.system() : target;
        }
        return target == null ? shape.operation() : shape.operation() + " " + target;
    }

    private static void server(SpanBuilder builder, String host, int port) {
        builder.setAttribute(OutgoingAttributes.SERVER_ADDRESS, host);
        if (port > 0) {
            builder.setAttribute(OutgoingAttributes.SERVER_PORT, (long) port);
        }
    }

    private static void set(SpanBuilder builder, AttributeKey<String> key, @Nullable String value) {
        if (value != null) {
            builder.setAttribute(key, value);
        }
    }

    private static List<String> headers(Context context) {
        List<String> headers = new ArrayList<>();
        W3CTraceContextPropagator.getInstance().inject(context, headers, INTO_LIST);
        W3CBaggagePropagator.getInstance().inject(context, headers, INTO_LIST);
        return headers;
    }
}
