package io.jobflow.agent.hook;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What woven code calls. Code woven at build time calls this class, which hands on to the agent if one was there when
 * the class was initialised and does nothing otherwise; in code woven at load time {@code java.lang.JobFlowDispatcher}
 * stands in its place, with the same methods. A call costs a field read as long as no run is open, and never throws.
 * Safe on any thread.
 */
public final class Site {

    /** The header whose presence makes a request worth a closer look; woven code reads it before it calls here. */
    public static final String JOB_HEADER = "X-JobFlow-Job";

    /** The request attribute under which a servlet request keeps its token, so that a later dispatch finds it. */
    public static final String RUN_ATTRIBUTE = "io.jobflow.run";

    private static final @Nullable MethodHandle DISPATCHER = findDispatcher();

    private Site() {}

    /**
     * Begins the run of a job request on this thread, or takes up one that was begun on another thread.
     *
     * @param request what names the request later on: the request itself, or the token an earlier call answered
     * @param headers all values of each header; the map's {@code get} ignores case
     * @return the token for {@link #exit}; null for an inner call of the same request and for what is no job request
     */
    public static @Nullable Object enter(String site, Object request, Map<String, List<String>> headers) {
        return call("enter", site, request, headers);
    }

    /** Names a further object, such as the response stream, by which the token's run is found. */
    public static void part(Object token, Object part) {
        call("part", token, part);
    }

    /**
     * Leaves this thread and, unless the answer is still to come, ends the run.
     *
     * @param token null does nothing
     * @param status the HTTP status, or -1 as long as there is none
     * @param pending whether {@link #completed} or the {@link #listener} will tell when the answer is complete
     */
    public static void exit(@Nullable Object token, @Nullable Throwable thrown, int status, boolean pending) {
        if (token != null) {
            call("exit", token, thrown, status, pending);
        }
    }

    /** The response headers of the request went out; {@code length} is -1 without a body and 0 if it is unknown. */
    public static void answered(Object request, int status, long length) {
        call("answered", request, status, length);
    }

    /**
     * A part of an answer was written.
     *
     * @param stream a {@link #part} of the run, or null for the run that is on this thread
     * @param data bytes or chars (array, String or NIO buffer), or one byte or char as an Integer
     */
    public static void wrote(@Nullable Object stream, @Nullable Object data, int offset, int length) {
        call("wrote", stream, data, offset, length);
    }

    /** The same for a stream that may be unknown; then it belongs to the run that is on this thread. */
    public static void wroteHere(Object stream, @Nullable Object data, int offset, int length) {
        call("wroteHere", stream, data, offset, length);
    }

    /** Names the container's own response of the token's run, behind all wrappers. */
    public static void response(Object token, Object response) {
        call("response", token, response);
    }

    /** A stream came into being; {@code madeFor} is a container's context of a request, or a stream of the same answer. */
    public static void streamMade(Object stream, Object madeFor) {
        call("streamMade", stream, madeFor);
    }

    /** The answer that the part belongs to is complete. */
    public static void completed(Object part) {
        call("completed", part);
    }

    /** A listener of the given interface that ends the run when it is told of completion; null if it has one. */
    public static @Nullable Object listener(Object token, Class<?> type) {
        return call("listener", token, type);
    }

    /** Whether a run is on this thread. */
    public static boolean running() {
        return Boolean.TRUE.equals(call("running"));
    }

    /** The entries of a log event: the given ones, and those of the run on this thread whose keys are absent. */
    @SuppressWarnings("unchecked")
    public static Map<String, String> logged(Map<String, String> mdc) {
        Object merged = call("logged", mdc);
        return merged == null ? mdc : (Map<String, String>) merged;
    }

    /** An MDC came into being: an object with {@code put}, {@code get} and {@code remove}. */
    public static void logContext(Object adapter) {
        call("logContext", adapter);
    }

    /** An MDC is about to be read or changed. If the run on this thread does not know it, it is filled now. */
    public static void logContextUsed(Object adapter) {
        call("logContextUsed", adapter);
    }

    /**
     * A record of {@code java.util.logging} is about to go to its handlers: from now on its text shows the run on this
     * thread, whichever thread asks for it.
     */
    public static void recordLogged(Object record) {
        call("recordLogged", record);
    }

    /** The text of a record as its formatter is to see it: with the entries of the run it was logged in, if there is one. */
    public static @Nullable String recordText(Object record, @Nullable String text) {
        Object longer = call("recordText", record, text);
        return longer == null ? text : (String) longer;
    }

    /** This thread hands the record on to a library whose events have the entries already; null once it has done so. */
    public static void recordHandedOn(@Nullable Object record) {
        call("recordHandedOn", record);
    }

    /** Whether the lines of the run on this thread are exported, so that {@link #lineLogged} wants to hear of them. */
    public static boolean exporting() {
        return Boolean.TRUE.equals(call("exporting"));
    }

    /**
     * A line is logged in the run on this thread.
     *
     * @param library whose level it is: {@code logback} or {@code log4j}
     * @param epochMillis when; 0 for now
     */
    public static void lineLogged(
            String library,
            int level,
            String levelName,
            String logger,
            long epochMillis,
            @Nullable String text,
            @Nullable Throwable thrown) {
        call("lineLogged", library, level, levelName, logger, epochMillis, text, thrown);
    }

    /** A record of {@code java.util.logging} goes to its handlers. Answers what {@link #recordEnds} needs; null for nothing. */
    public static @Nullable Object recordBegins() {
        return call("recordBegins");
    }

    /** The record's handlers are done: its line is exported, unless one of them made it a line of another library. */
    public static void recordEnds(@Nullable Object begun, Object record) {
        if (begun != null) {
            call("recordEnds", begun, record);
        }
    }

    /**
     * Work is handed to another thread; it carries the run on this thread, if there is one. Not for work that recurs.
     *
     * @param work the object that {@link #workBegins} will be called with
     */
    public static void handOver(Object work) {
        call("handOver", work);
    }

    /** The same for work in a fork-join pool, unless that is the one that virtual threads run on. */
    public static void handOverTo(Object pool, Object work) {
        call("handOverTo", pool, work);
    }

    /** Work that was handed over will not be done: it was refused, removed or cancelled. */
    public static void takeBack(Object work) {
        call("takeBack", work);
    }

    /** This thread begins the work. The run that the work carries is on this thread from now on. */
    public static void workBegins(Object work) {
        call("workBegins", work);
    }

    /** This thread ended the work; a second call does nothing. */
    public static void workEnds(Object work) {
        call("workEnds", work);
    }

    /** The work, or what takes its place so that the run on this thread is there too when it is done. */
    public static Runnable carrying(Runnable work) {
        Object carrying = call("carrying", work);
        return carrying == null ? work : (Runnable) carrying;
    }

    /**
     * The head of a job request came in on a connection where requests, and their answers in the same order, pass by as
     * messages. Begins its run, but not on this thread.
     *
     * @param decoder what read it
     * @param headers as for {@link #enter}
     */
    public static void requestRead(
            Object connection, Object decoder, Object request, Map<String, List<String>> headers) {
        call("requestRead", connection, decoder, request, headers);
    }

    /** The same for a request that is none. */
    public static void ordinaryRead(Object connection) {
        call("ordinaryRead", connection);
    }

    /** Takes the run up that the message, just read from the connection, belongs to. The token is for {@link #exit}. */
    public static @Nullable Object resume(Object connection, Object message) {
        return call("resume", connection, message);
    }

    /** Takes the run up whose answer is the next one on this connection. The token is for {@link #exit}. */
    public static @Nullable Object resumeAnswering(Object connection) {
        return call("resumeAnswering", connection);
    }

    /** Whether {@link #answer} wants to know what is written to this connection. */
    public static boolean answering(Object connection) {
        return Boolean.TRUE.equals(call("answering", connection));
    }

    /**
     * A part of an answer is written to a connection.
     *
     * @param status -1 if it is not the first part
     * @param body null if there is nothing of the body in it
     * @param last whether the answer is complete by it
     */
    public static void answer(Object connection, int status, byte @Nullable [] body, boolean last) {
        call("answer", connection, status, body, last);
    }

    /** Nothing more can be written to this connection. */
    public static void connectionClosed(Object connection) {
        call("connectionClosed", connection);
    }

    /**
     * A handler that the settings name begins: within a run as a span of its own, else as a run of its own.
     *
     * @param function its class and method
     * @param job how the job is called; empty if nobody said so
     * @return the token for {@link #handlerExit}
     */
    public static @Nullable Object handlerEnter(String function, String job) {
        return call("handlerEnter", function, job);
    }

    /**
     * It returned or threw. If its result is still to come, its span ends with that.
     *
     * @param exchangeable whether it may return something else than its result
     * @return what it is to return: the result, or one in its place that tells us when it is over
     */
    public static @Nullable Object handlerExit(
            Object token, @Nullable Object result, @Nullable Throwable thrown, boolean exchangeable) {
        Object watched = call("handlerExit", token, result, thrown, exchangeable);
        return watched == null ? result : watched;
    }

    /** A future is done, in whichever way. */
    public static void futureDone(Object future) {
        call("futureDone", future);
    }

    /** The application made something that records telemetry: an OpenTelemetry SDK or a Micrometer registry. */
    public static void made(Object recorder) {
        call("made", recorder);
    }

    /**
     * Begins a call that goes out of the run on this thread; within it, other calls of this thread count as its own.
     *
     * @param carried the {@code traceparent} that the request has already, which is never replaced; null if none
     * @return the call, for {@link #callEnds}; null if it is nothing of ours
     */
    public static @Nullable Object callBegins(String method, String url, @Nullable String carried) {
        return call("callBegins", method, url, carried);
    }

    /**
     * Begins the call of a connection object, or takes it up again where an earlier method of the object has begun it.
     *
     * @param fresh whether headers can still be set
     */
    public static @Nullable Object connectionCall(
            Object connection, boolean fresh, String method, String url, @Nullable String carried) {
        return call("connectionCall", connection, fresh, method, url, carried);
    }

    /** Begins the call of a {@code java.net.http.HttpRequest}. */
    public static @Nullable Object jdkCallBegins(Object request) {
        return call("jdkCallBegins", request);
    }

    /** What the call's request has to carry, names and values by turns; null if nothing, as for a second question. */
    public static String @Nullable [] callHeaders(@Nullable Object token) {
        return token == null ? null : (String[]) call("callHeaders", token);
    }

    /** The {@code java.net.http.HttpHeaders}, with those of the call that begins on this thread. */
    public static Object jdkHeaders(Object headers) {
        Object more = call("jdkHeaders", headers);
        return more == null ? headers : more;
    }

    /** A proxy of the target's callback that tells the call of its answer; the callback itself for no call. */
    public static Object callListener(@Nullable Object token, Class<?> type, Object callback) {
        Object listener = token == null ? null : call("callListener", token, type, callback);
        return listener == null ? callback : listener;
    }

    /**
     * This thread leaves the call, which goes on.
     *
     * @param answer a future whose completion ends the call; null if something else will
     */
    public static void callLeaves(@Nullable Object token, @Nullable Object answer) {
        if (token != null) {
            call("callLeaves", token, answer);
        }
    }

    /** The answer is here, or there will be none: {@code status} is below 1 then. This thread leaves the call. */
    public static void callEnds(@Nullable Object token, int status, @Nullable Throwable thrown) {
        if (token != null) {
            call("callEnds", token, status, thrown);
        }
    }

    /** A {@code java.sql.Statement} was prepared with this text, or a batch has got it. */
    public static void prepared(Object statement, String sql) {
        call("prepared", statement, sql);
    }

    /**
     * A statement is about to be executed.
     *
     * @param sql null for the one it was prepared with
     * @return the call, for {@link #statementEnds}; null if it is nothing of ours
     */
    public static @Nullable Object statementBegins(Object statement, @Nullable String sql) {
        return call("statementBegins", statement, sql);
    }

    /** @param counts what a batch has answered, an array; null if it was no batch */
    public static void statementEnds(@Nullable Object token, @Nullable Object counts, @Nullable Throwable thrown) {
        if (token != null) {
            call("statementEnds", token, counts, thrown);
        }
    }

    /** A thread is about to be started; it carries the run on this thread, unless it outlives runs. */
    public static void threadStarts(Object thread) {
        call("threadStarts", thread);
    }

    /** A thread will do nothing more: it has ended, or was not started after all. Called on itself or its starter. */
    public static void threadEnds(Object thread) {
        call("threadEnds", thread);
    }

    /**
     * Whatever threads are started from now on belong to a pool and carry nothing.
     *
     * @return the argument for {@link #poolGrown}; null if there is nothing to carry
     */
    public static @Nullable Object poolGrows() {
        return call("poolGrows");
    }

    /** The pool has its threads. Null does nothing. */
    public static void poolGrown(@Nullable Object growth) {
        if (growth != null) {
            call("poolGrown", growth);
        }
    }

    /** Woven code failed, and the application did not notice. */
    public static void suppressed(Throwable error, String site) {
        call("suppressed", error, site);
    }

    private static @Nullable Object call(String operation, @Nullable Object... arguments) {
        if (DISPATCHER == null) {
            return null;
        }
        try {
            return (Object) DISPATCHER.invokeExact(operation, arguments);
        } catch (Throwable nothingTheApplicationCouldDoAbout) {
            return null;
        }
    }

    private static @Nullable MethodHandle findDispatcher() {
        try {
            Class<?> dispatcher = Class.forName("java.lang.JobFlowDispatcher", false, null);
            MethodType type = MethodType.methodType(Object.class, String.class, Object[].class);
            return MethodHandles.publicLookup().findStatic(dispatcher, "call", type);
        } catch (ReflectiveOperationException | LinkageError noAgentHere) {
            return null;
        }
    }
}
