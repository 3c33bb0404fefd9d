package io.jobflow.agent.backend.foreign;

import static io.jobflow.agent.backend.call.Calls.call;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.StatusCode;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A span of the other copy. Safe for use by any thread. */
final class ForeignSpan implements Span {

    private final ForeignApi api;
    private final Object theirs;
    private final SpanContext context;

    ForeignSpan(ForeignApi api, Object theirs) {
        this.api = api;
        this.theirs = theirs;
        this.context = api.spans().contextOf(theirs);
    }

    ForeignApi api() {
        return api;
    }

    Object theirs() {
        return theirs;
    }

    @Override
    public <T> Span setAttribute(AttributeKey<T> key, @Nullable T value) {
        if (value instanceof Long) {
            call(api.spans().spanSetLong, theirs, key.getKey(), value);
        } else if (value != null) {
            call(api.spans().spanSetText, theirs, key.getKey(), value.toString());
        }
        return this;
    }

    @Override
    public Span addEvent(String name, Attributes attributes) {
        call(api.spans().addEvent, theirs, name, api.attributes().of(attributes));
        return this;
    }

    /** The time is not passed on: nothing here gives one. */
    @Override
    public Span addEvent(String name, Attributes attributes, long timestamp, TimeUnit unit) {
        return addEvent(name, attributes);
    }

    @Override
    public Span setStatus(StatusCode statusCode, String description) {
        try {
            call(api.spans().setStatus, theirs, api.spans().status(statusCode), description);
        } catch (ClassNotFoundException gone) {
            throw new IllegalStateException(gone);
        }
        return this;
    }

    @Override
    public Span recordException(Throwable exception, Attributes additionalAttributes) {
        call(api.spans().recordException, theirs, exception);
        return this;
    }

    @Override
    public Span updateName(String name) {
        call(api.spans().updateName, theirs, name);
        return this;
    }

    @Override
    public void end() {
        call(api.spans().end, theirs);
    }

    /** The time is not passed on: nothing here gives one. */
    @Override
    public void end(long timestamp, TimeUnit unit) {
        end();
    }

    @Override
    public SpanContext getSpanContext() {
        return context;
    }

    @Override
    public boolean isRecording() {
        return (boolean) call(api.spans().isRecording, theirs);
    }
}
