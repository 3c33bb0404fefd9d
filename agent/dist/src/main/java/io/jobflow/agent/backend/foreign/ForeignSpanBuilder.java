package io.jobflow.agent.backend.foreign;

import static io.jobflow.agent.backend.call.Calls.call;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Begins a span of the other copy. Confined to one thread. */
final class ForeignSpanBuilder implements SpanBuilder {

    private final ForeignApi api;
    private final Object theirs;

    ForeignSpanBuilder(ForeignApi api, Object theirs) {
        this.api = api;
        this.theirs = theirs;
    }

    @Override
    public SpanBuilder setParent(Context context) {
        call(api.spans().setParent, theirs, api.contexts().theirs(context));
        return this;
    }

    @Override
    public SpanBuilder setNoParent() {
        return setParent(Context.root());
    }

    @Override
    public SpanBuilder addLink(SpanContext spanContext) {
        return addLink(spanContext, Attributes.empty());
    }

    @Override
    public SpanBuilder addLink(SpanContext spanContext, Attributes attributes) {
        call(
                api.spans().addLink,
                theirs,
                api.spans().spanContext(spanContext),
                api.attributes().of(attributes));
        return this;
    }

    @Override
    public SpanBuilder setAttribute(String key, @Nullable String value) {
        call(api.spans().setText, theirs, key, value);
        return this;
    }

    @Override
    public SpanBuilder setAttribute(String key, long value) {
        call(api.spans().setLong, theirs, key, value);
        return this;
    }

    @Override
    public SpanBuilder setAttribute(String key, double value) {
        call(api.spans().setDouble, theirs, key, value);
        return this;
    }

    @Override
    public SpanBuilder setAttribute(String key, boolean value) {
        call(api.spans().setBoolean, theirs, key, value);
        return this;
    }

    @Override
    public <T> SpanBuilder setAttribute(AttributeKey<T> key, @Nullable T value) {
        if (value instanceof Long) {
            return setAttribute(key.getKey(), (long) value);
        }
        return value == null ? this : setAttribute(key.getKey(), value.toString());
    }

    @Override
    public SpanBuilder setSpanKind(SpanKind spanKind) {
        try {
            call(api.spans().setKind, theirs, api.spans().kind(spanKind));
        } catch (ClassNotFoundException gone) {
            throw new IllegalStateException(gone);
        }
        return this;
    }

    /** The time is not passed on: nothing here gives one. */
    @Override
    public SpanBuilder setStartTimestamp(long startTimestamp, TimeUnit unit) {
        return this;
    }

    @Override
    public Span startSpan() {
        return new ForeignSpan(api, call(api.spans().start, theirs));
    }
}
