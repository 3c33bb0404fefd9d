package io.jobflow.agent.outgoing;

import io.jobflow.bridge.outgoing.HttpCallSpan;
import io.jobflow.bridge.outgoing.OutgoingSpans;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The hook's methods for calls that go out of a run. Within one, further calls of the same thread are a part of it and get
 * no span: a client that stands on another client, a pool's statement around the driver's. Safe for use by any thread; the
 * callers see to what is thrown.
 */
public final class OutgoingCalls {

    private final Supplier<? extends @Nullable Caller> current;
    private final Notes<OutgoingCall> byConnection = new Notes<>();
    private final int maxSpans;
    /** Made at the first statement, because not every JVM has java.sql; guarded by this for making. */
    private volatile @Nullable Statements statements;

    /**
     * @param current the run on the calling thread
     * @param maxSpans how many calls of one run get a span, from 0
     */
    public OutgoingCalls(Supplier<? extends @Nullable Caller> current, int maxSpans) {
        this.current = current;
        this.maxSpans = maxSpans;
    }

    /** What the hook's method of this name does; its Site describes them. */
    public @Nullable Object perform(String operation, @Nullable Object... arguments) {
        switch (operation) {
            case "callBegins":
                return begins((String) arguments[0], (String) arguments[1], (String) arguments[2]);
            case "connectionCall":
                return connectionCall(
                        arguments[0], (boolean) arguments[1], (String) arguments[2], (String) arguments[3], (String)
                                arguments[4]);
            case "jdkCallBegins":
                return JdkClient.begins(this, arguments[0]);
            case "callHeaders":
                return ((OutgoingCall) arguments[0]).takeHeaders();
            case "jdkHeaders":
                return jdkHeaders(arguments[0]);
            case "callListener":
                return CallListener.around(arguments[2], (Class<?>) arguments[1], (OutgoingCall) arguments[0]);
            case "callLeaves":
                leaves((OutgoingCall) arguments[0], (CompletionStage<?>) arguments[1]);
                return null;
            case "callEnds":
                ends((OutgoingCall) arguments[0], (int) arguments[1], (Throwable) arguments[2]);
                return null;
            default:
                return statements().perform(operation, arguments);
        }
    }

    private Statements statements() {
        Statements ready = statements;
        return ready == null ? makeStatements() : ready;
    }

    private synchronized Statements makeStatements() {
        Statements ready = statements;
        if (ready == null) {
            ready = new Statements(this);
            statements = ready;
        }
        return ready;
    }

    @Nullable OutgoingCall begins(String method, String url, @Nullable String carried) {
        Caller here = callerNow();
        OutgoingSpans spans = here == null || carried != null ? null : OutgoingSpans.of(here.scope());
        if (here == null || spans == null) {
            return null;
        }
        HttpCallSpan span = mayRecord(here, spans) ? spans.http(method, url) : spans.unrecordedHttp();
        OutgoingCall call = new OutgoingCall(span);
        call.enter(here);
        return call;
    }

    /** The run on this thread, unless a call of it is under way here; null if none. */
    @Nullable Caller callerNow() {
        Caller here = current.get();
        return here == null || here.calling() != null ? null : here;
    }

    boolean mayRecord(Caller here, OutgoingSpans spans) {
        int beyond = here.calls().beyond(maxSpans);
        if (beyond > 0) {
            spans.unrecorded(beyond);
        }
        return beyond <= 0;
    }

    private @Nullable OutgoingCall connectionCall(
            Object connection, boolean fresh, String method, String url, @Nullable String carried) {
        Caller here = callerNow();
        if (here == null) {
            return null;
        }
        OutgoingCall known = byConnection.get(connection);
        if (known != null) {
            if (known.hasEnded()) {
                return null;
            }
            known.enter(here);
            return known;
        }
        OutgoingCall call = fresh ? begins(method, url, carried) : null;
        if (call != null) {
            byConnection.put(connection, call);
        }
        return call;
    }

    private @Nullable Object jdkHeaders(Object headers) {
        Caller here = current.get();
        Object call = here == null ? null : here.calling();
        String[] more = call instanceof OutgoingCall ? ((OutgoingCall) call).takeHeaders() : null;
        return more == null ? null : JdkClient.with(headers, more);
    }

    private void leaves(OutgoingCall call, @Nullable CompletionStage<?> answer) {
        call.leave(current.get());
        if (answer != null) {
            JdkClient.endWith(answer, call);
        }
    }

    private void ends(OutgoingCall call, int status, @Nullable Throwable thrown) {
        call.leave(current.get());
        call.end(status, thrown);
    }
}
