package io.jobflow.agent.backend.foreign;

import static io.jobflow.agent.backend.call.Calls.call;

import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.Scope;
import java.lang.invoke.MethodHandle;
import org.jspecify.annotations.Nullable;

/**
 * The other copy's contexts. A context of ours that is made current there travels inside one of theirs, wherever the
 * application carries it, and is found again in it. Safe for use by any thread.
 */
final class ForeignContexts {

    private static final String CONTEXT = "context.Context";

    /** In our contexts: the one of theirs that they came from. */
    private static final ContextKey<Object> THEIRS = ContextKey.named("jobflow-foreign-context");

    private final ForeignApi api;
    private final ForeignBaggage baggage;
    private final MethodHandle current;
    private final MethodHandle get;
    private final MethodHandle with;
    private final MethodHandle withPart;
    private final MethodHandle makeCurrent;
    private final MethodHandle closeScope;
    private final MethodHandle spanFrom;
    private final Object root;
    /** In their contexts: the one of ours that was made current. */
    private final Object ours;

    ForeignContexts(ForeignTypes types, ForeignApi api) throws ReflectiveOperationException {
        this.api = api;
        Class<?> key = types.type("context.ContextKey");
        baggage = new ForeignBaggage(types);
        current = types.method(CONTEXT, "current");
        get = types.method(CONTEXT, "get", key);
        with = types.method(CONTEXT, "with", key, Object.class);
        withPart = types.method(CONTEXT, "with", types.type("context.ImplicitContextKeyed"));
        makeCurrent = types.method(CONTEXT, "makeCurrent");
        closeScope = types.method("context.Scope", "close");
        spanFrom = types.method("api.trace.Span", "fromContext", types.type(CONTEXT));
        root = call(types.method(CONTEXT, "root"));
        ours = call(types.method("context.ContextKey", "named", String.class), "jobflow-context");
    }

    /** What is current there on this thread, in our form; null if that is nothing. */
    @Nullable Context current() {
        Object theirContext = call(current);
        if (theirContext == root) {
            return null;
        }
        Object known = call(get, theirContext, ours);
        Object span = call(spanFrom, theirContext);
        if (known instanceof Context && isSpanOf((Context) known, span)) {
            return (Context) known;
        }
        Context base = known instanceof Context ? (Context) known : Context.root();
        Context inside = base.with(THEIRS, theirContext).with(new ForeignSpan(api, span));
        Baggage carried = baggage.ours(theirContext);
        return new AmbientContext(this, theirContext, carried.isEmpty() ? inside : inside.with(carried));
    }

    private static boolean isSpanOf(Context context, Object span) {
        Span own = Span.fromContext(context);
        return own instanceof ForeignSpan && ((ForeignSpan) own).theirs() == span;
    }

    /** Makes ours current there. */
    Scope attach(Context context) {
        Object scope = call(makeCurrent, call(with, theirs(context), ours, context));
        return () -> call(closeScope, scope);
    }

    /** Makes the span of ours current there, and leaves all else as the application has it by now. */
    Scope attachOnTop(Context context) {
        Object scope = call(makeCurrent, call(with, withSpan(call(current), context), ours, context));
        return () -> call(closeScope, scope);
    }

    /** Makes nothing current there; null if that is so already. */
    @Nullable Scope attachNothing() {
        if (call(current) == root) {
            return null;
        }
        Object scope = call(makeCurrent, root);
        return () -> call(closeScope, scope);
    }

    /** Makes what was current there before current again. */
    Scope attach(AmbientContext ambient) {
        Object scope = call(makeCurrent, ambient.theirs());
        return () -> call(closeScope, scope);
    }

    /** Their context with the span and the baggage of ours, and with all that came from theirs. */
    Object theirs(Context context) {
        Object known = context.get(THEIRS);
        Object theirContext = withSpan(known == null ? root : known, context);
        Baggage carried = Baggage.fromContextOrNull(context);
        return carried == null ? theirContext : call(withPart, theirContext, baggage.theirs(carried));
    }

    private Object withSpan(Object theirContext, Context context) {
        Span span = Span.fromContextOrNull(context);
        if (span == null) {
            return theirContext;
        }
        Object theirSpan = span instanceof ForeignSpan && ((ForeignSpan) span).api() == api
                ? ((ForeignSpan) span).theirs()
                : api.spans().wrapped(span.getSpanContext());
        return call(withPart, theirContext, theirSpan);
    }
}
