package io.jobflow.bridge.attempt;

import io.jobflow.bridge.JobHeaders;
import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.baggage.propagation.W3CBaggagePropagator;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanId;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceId;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Reads which trace a job request belongs to, and its baggage. The protocol fixes W3C's headers, so the propagators that
 * the application configured for itself are not asked.
 */
final class RequestContext {

    private static final int MAX_TRACEPARENT_LENGTH = 256;
    private static final int MAX_LIST_HEADER_LENGTH = 8_192;
    private static final TextMapGetter<HeaderSource> BOUNDED = new BoundedGetter();

    private RequestContext() {}

    /** The span the request names as its parent; invalid if it names no trace. */
    static SpanContext remoteParent(HeaderSource headers) {
        Context extracted = W3CTraceContextPropagator.getInstance().extract(Context.root(), headers, BOUNDED);
        SpanContext parent = Span.fromContext(extracted).getSpanContext();
        return parent.isValid() ? parent : fromTraceId(headers.first(JobHeaders.TRACE_ID));
    }

    /** The request's baggage; empty if it brings none. */
    static Baggage baggage(HeaderSource headers) {
        return headers.first(JobHeaders.BAGGAGE) == null
                ? Baggage.empty()
                : Baggage.fromContext(W3CBaggagePropagator.getInstance().extract(Context.root(), headers, BOUNDED));
    }

    /** A made-up parent in the trace named by {@code X-Trace-Id}, so that the run joins it; counted as sampled. */
    private static SpanContext fromTraceId(@Nullable String header) {
        if (header == null || header.length() != TraceId.getLength()) {
            return SpanContext.getInvalid();
        }
        String traceId = header.toLowerCase(Locale.ROOT);
        return TraceId.isValid(traceId)
                ? SpanContext.createFromRemoteParent(
                        traceId, randomSpanId(), TraceFlags.getSampled(), TraceState.getDefault())
                : SpanContext.getInvalid();
    }

    static String randomSpanId() {
        return SpanId.fromLong(nonZeroRandom());
    }

    static String randomTraceId() {
        return TraceId.fromLongs(nonZeroRandom(), nonZeroRandom());
    }

    private static long nonZeroRandom() {
        long random = ThreadLocalRandom.current().nextLong();
        return random == 0 ? 1 : random;
    }

    /** Hands values to the propagators, but none that is doubled where it must not be, or absurdly long. */
    private static final class BoundedGetter implements TextMapGetter<HeaderSource> {

        @Override
        public @Nullable String get(@Nullable HeaderSource headers, String name) {
            if (headers == null) {
                return null;
            }
            String first = headers.first(name);
            if (first == null) {
                return null;
            }
            List<String> all = headers.all(name);
            if (name.equals(JobHeaders.TRACEPARENT)) {
                // W3C Trace Context, 3.2.2.3: more than one traceparent counts as none.
                return all.size() > 1 || first.length() > MAX_TRACEPARENT_LENGTH ? null : first;
            }
            // W3C Trace Context, 3.3.1.1 and Baggage, 3.2: several headers are one list.
            String list = all.size() > 1 ? String.join(",", all) : first;
            return list.length() > MAX_LIST_HEADER_LENGTH ? null : list;
        }

        @Override
        public Iterator<String> getAll(@Nullable HeaderSource headers, String name) {
            String list = get(headers, name);
            return list == null
                    ? Collections.<String>emptyIterator()
                    : Collections.singletonList(list).iterator();
        }
    }
}
