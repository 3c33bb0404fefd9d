package io.jobflow.agent.backend.foreign;

import static io.jobflow.agent.backend.call.Calls.call;

import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The other copy's tracing. Safe for use by any thread. */
final class ForeignSpans {

    private static final String SPAN = "api.trace.Span";
    private static final String BUILDER = "api.trace.SpanBuilder";
    private static final String SPAN_CONTEXT = "api.trace.SpanContext";

    final MethodHandle getTracer;
    final MethodHandle spanBuilder;
    final MethodHandle setParent;
    final MethodHandle setKind;
    final MethodHandle setText;
    final MethodHandle setLong;
    final MethodHandle setDouble;
    final MethodHandle setBoolean;
    final MethodHandle addLink;
    final MethodHandle start;
    final MethodHandle spanSetText;
    final MethodHandle spanSetLong;
    final MethodHandle setStatus;
    final MethodHandle addEvent;
    final MethodHandle recordException;
    final MethodHandle updateName;
    final MethodHandle end;
    final MethodHandle isRecording;

    private final ForeignTypes types;
    private final MethodHandle getSpanContext;
    private final MethodHandle getTraceId;
    private final MethodHandle getSpanId;
    private final MethodHandle isSampled;
    private final MethodHandle wrap;
    private final MethodHandle remoteParent;
    private final MethodHandle noState;
    private final MethodHandle stateBuilder;
    private final MethodHandle statePut;
    private final MethodHandle stateBuild;
    private final Object sampled;
    private final Object notSampled;

    ForeignSpans(ForeignTypes types) throws ReflectiveOperationException {
        this.types = types;
        Class<?> attributes = types.type("api.common.Attributes");
        Class<?> spanContext = types.type(SPAN_CONTEXT);
        getTracer = types.method("api.OpenTelemetry", "getTracer", String.class);
        spanBuilder = types.method("api.trace.Tracer", "spanBuilder", String.class);
        setParent = types.method(BUILDER, "setParent", types.type("context.Context"));
        setKind = types.method(BUILDER, "setSpanKind", types.type("api.trace.SpanKind"));
        setText = types.method(BUILDER, "setAttribute", String.class, String.class);
        setLong = types.method(BUILDER, "setAttribute", String.class, long.class);
        setDouble = types.method(BUILDER, "setAttribute", String.class, double.class);
        setBoolean = types.method(BUILDER, "setAttribute", String.class, boolean.class);
        addLink = types.method(BUILDER, "addLink", spanContext, attributes);
        start = types.method(BUILDER, "startSpan");
        spanSetText = types.method(SPAN, "setAttribute", String.class, String.class);
        spanSetLong = types.method(SPAN, "setAttribute", String.class, long.class);
        setStatus = types.method(SPAN, "setStatus", types.type("api.trace.StatusCode"), String.class);
        addEvent = types.method(SPAN, "addEvent", String.class, attributes);
        recordException = types.method(SPAN, "recordException", Throwable.class);
        updateName = types.method(SPAN, "updateName", String.class);
        end = types.method(SPAN, "end");
        isRecording = types.method(SPAN, "isRecording");
        getSpanContext = types.method(SPAN, "getSpanContext");
        getTraceId = types.method(SPAN_CONTEXT, "getTraceId");
        getSpanId = types.method(SPAN_CONTEXT, "getSpanId");
        isSampled = types.method(SPAN_CONTEXT, "isSampled");
        wrap = types.method(SPAN, "wrap", spanContext);
        Class<?> flags = types.type("api.trace.TraceFlags");
        Class<?> state = types.type("api.trace.TraceState");
        remoteParent = types.method(SPAN_CONTEXT, "createFromRemoteParent", String.class, String.class, flags, state);
        noState = types.method("api.trace.TraceState", "getDefault");
        stateBuilder = types.method("api.trace.TraceState", "builder");
        statePut = types.method("api.trace.TraceStateBuilder", "put", String.class, String.class);
        stateBuild = types.method("api.trace.TraceStateBuilder", "build");
        sampled = call(types.method("api.trace.TraceFlags", "getSampled"));
        notSampled = call(types.method("api.trace.TraceFlags", "getDefault"));
    }

    Object kind(SpanKind ours) throws ClassNotFoundException {
        return types.constant("api.trace.SpanKind", ours.name());
    }

    Object status(StatusCode ours) throws ClassNotFoundException {
        return types.constant("api.trace.StatusCode", ours.name());
    }

    /** Our form of their span's context; without its trace state, which nobody here reads. */
    SpanContext contextOf(Object span) {
        Object theirs = call(getSpanContext, span);
        boolean isRecorded = (boolean) call(isSampled, theirs);
        return SpanContext.create(
                (String) call(getTraceId, theirs),
                (String) call(getSpanId, theirs),
                isRecorded ? TraceFlags.getSampled() : TraceFlags.getDefault(),
                TraceState.getDefault());
    }

    /** A span of theirs that only stands for this one. */
    Object wrapped(SpanContext ours) {
        return call(wrap, spanContext(ours));
    }

    /** Their form of our span's context. */
    Object spanContext(SpanContext ours) {
        return call(
                remoteParent,
                ours.getTraceId(),
                ours.getSpanId(),
                ours.isSampled() ? sampled : notSampled,
                state(ours.getTraceState()));
    }

    private Object state(TraceState ours) {
        if (ours.isEmpty()) {
            return call(noState);
        }
        List<Map.Entry<String, String>> entries = new ArrayList<>(ours.asMap().entrySet());
        Object theirs = call(stateBuilder);
        // Each one is put in front of those before.
        for (int i = entries.size() - 1; i >= 0; i--) {
            call(statePut, theirs, entries.get(i).getKey(), entries.get(i).getValue());
        }
        return call(stateBuild, theirs);
    }
}
