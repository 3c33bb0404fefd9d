package java.lang;

import java.lang.ref.WeakReference;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;

/**
 * The one class of JobFlow in java.base: what code woven at load time calls, because every class of every loader and
 * module can see it. It holds the agent's door and knows nothing else. Its methods are those of
 * {@code io.jobflow.agent.hook.Site}, where they are described. Safe on any thread; the door itself never throws.
 */
public final class JobFlowDispatcher {

    private static volatile BiFunction<String, Object[], Object> door;
    private static volatile AtomicInteger openRuns;
    private static volatile AtomicInteger handedOver;
    /** An MDC that all runs know, so that the door need not hear of its use. */
    private static volatile WeakReference<Object> known;
    private static volatile AtomicInteger loggedRecords;

    private JobFlowDispatcher() {}

    /**
     * Opens the door. The first caller wins; false for every later one. {@code runs} counts the runs that are open,
     * {@code work} the work that was handed over in one and has not ended, {@code records} the records of
     * {@code java.util.logging} that were logged in one and are not forgotten yet.
     */
    public static synchronized boolean install(
            BiFunction<String, Object[], Object> agent,
            AtomicInteger runs,
            AtomicInteger work,
            AtomicInteger records) {
        if (door != null) {
            return false;
        }
        openRuns = runs;
        handedOver = work;
        loggedRecords = records;
        door = agent;
        return true;
    }

    public static Object call(String operation, Object[] arguments) {
        BiFunction<String, Object[], Object> agent = door;
        return agent == null ? null : agent.apply(operation, arguments);
    }

    public static Object enter(String site, Object request, Map<String, List<String>> headers) {
        return call("enter", new Object[] {site, request, headers});
    }

    public static void part(Object token, Object part) {
        call("part", new Object[] {token, part});
    }

    public static void exit(Object token, Throwable thrown, int status, boolean pending) {
        if (token != null) {
            call("exit", new Object[] {token, thrown, status, pending});
        }
    }

    public static void answered(Object request, int status, long length) {
        if (anyRun()) {
            call("answered", new Object[] {request, status, length});
        }
    }

    public static void wrote(Object stream, Object data, int offset, int length) {
        if (anyRun()) {
            call("wrote", new Object[] {stream, data, offset, length});
        }
    }

    public static void wroteHere(Object stream, Object data, int offset, int length) {
        if (anyRun()) {
            call("wroteHere", new Object[] {stream, data, offset, length});
        }
    }

    public static void response(Object token, Object response) {
        call("response", new Object[] {token, response});
    }

    public static void streamMade(Object stream, Object madeFor) {
        if (anyRun()) {
            call("streamMade", new Object[] {stream, madeFor});
        }
    }

    public static void completed(Object part) {
        if (anyRun()) {
            call("completed", new Object[] {part});
        }
    }

    public static Object listener(Object token, Class<?> type) {
        return call("listener", new Object[] {token, type});
    }

    public static boolean running() {
        return (anyRun() || anyWork()) && Boolean.TRUE.equals(call("running", new Object[0]));
    }

    @SuppressWarnings("unchecked")
    public static Map<String, String> logged(Map<String, String> mdc) {
        Object merged = anyRun() || anyWork() ? call("logged", new Object[] {mdc}) : null;
        return merged == null ? mdc : (Map<String, String>) merged;
    }

    public static void logContext(Object adapter) {
        call("logContext", new Object[] {adapter});
    }

    public static void logContextUsed(Object adapter) {
        if (!anyRun()) {
            return;
        }
        WeakReference<Object> kept = known;
        Object first = kept == null ? null : kept.get();
        if (first == adapter) {
            return;
        }
        boolean settled = Boolean.TRUE.equals(call("logContextUsed", new Object[] {adapter}));
        if (settled && first == null) {
            known = new WeakReference<>(adapter);
        }
    }

    public static void recordLogged(Object record) {
        if (any()) {
            call("recordLogged", new Object[] {record});
        }
    }

    public static String recordText(Object record, String text) {
        Object longer = anyRecord() ? call("recordText", new Object[] {record, text}) : null;
        return longer == null ? text : (String) longer;
    }

    public static void recordHandedOn(Object record) {
        if (anyRecord()) {
            call("recordHandedOn", new Object[] {record});
        }
    }

    public static boolean exporting() {
        return any() && Boolean.TRUE.equals(call("exporting", new Object[0]));
    }

    public static void lineLogged(
            String library,
            int level,
            String levelName,
            String logger,
            long epochMillis,
            String text,
            Throwable thrown) {
        if (any()) {
            call("lineLogged", new Object[] {library, level, levelName, logger, epochMillis, text, thrown});
        }
    }

    public static Object recordBegins() {
        return any() ? call("recordBegins", new Object[0]) : null;
    }

    public static void recordEnds(Object begun, Object record) {
        if (begun != null) {
            call("recordEnds", new Object[] {begun, record});
        }
    }

    public static void handOver(Object work) {
        if (anyRun() || anyWork()) {
            call("handOver", new Object[] {work});
        }
    }

    public static void handOverTo(Object pool, Object work) {
        if (anyRun() || anyWork()) {
            call("handOverTo", new Object[] {pool, work});
        }
    }

    public static void takeBack(Object work) {
        if (anyWork()) {
            call("takeBack", new Object[] {work});
        }
    }

    public static void workBegins(Object work) {
        if (anyWork()) {
            call("workBegins", new Object[] {work});
        }
    }

    public static void workEnds(Object work) {
        if (anyWork()) {
            call("workEnds", new Object[] {work});
        }
    }

    public static Runnable carrying(Runnable work) {
        Object carrying = anyRun() || anyWork() ? call("carrying", new Object[] {work}) : null;
        return carrying == null ? work : (Runnable) carrying;
    }

    public static void requestRead(
            Object connection, Object decoder, Object request, Map<String, List<String>> headers) {
        call("requestRead", new Object[] {connection, decoder, request, headers});
    }

    public static void ordinaryRead(Object connection) {
        if (anyRun()) {
            call("ordinaryRead", new Object[] {connection});
        }
    }

    public static Object resume(Object connection, Object message) {
        return anyRun() ? call("resume", new Object[] {connection, message}) : null;
    }

    public static Object resumeAnswering(Object connection) {
        return anyRun() ? call("resumeAnswering", new Object[] {connection}) : null;
    }

    public static boolean answering(Object connection) {
        return anyRun() && Boolean.TRUE.equals(call("answering", new Object[] {connection}));
    }

    public static void answer(Object connection, int status, byte[] body, boolean last) {
        if (anyRun()) {
            call("answer", new Object[] {connection, status, body, last});
        }
    }

    public static void connectionClosed(Object connection) {
        if (anyRun()) {
            call("connectionClosed", new Object[] {connection});
        }
    }

    public static Object handlerEnter(String function, String job) {
        return call("handlerEnter", new Object[] {function, job});
    }

    public static Object handlerExit(Object token, Object result, Throwable thrown, boolean exchangeable) {
        Object watched = call("handlerExit", new Object[] {token, result, thrown, exchangeable});
        return watched == null ? result : watched;
    }

    public static void futureDone(Object future) {
        if (anyRun()) {
            call("futureDone", new Object[] {future});
        }
    }

    public static void made(Object recorder) {
        call("made", new Object[] {recorder});
    }

    public static Object callBegins(String method, String url, String carried) {
        return any() ? call("callBegins", new Object[] {method, url, carried}) : null;
    }

    public static Object connectionCall(Object connection, boolean fresh, String method, String url, String carried) {
        return any() ? call("connectionCall", new Object[] {connection, fresh, method, url, carried}) : null;
    }

    public static Object jdkCallBegins(Object request) {
        return any() ? call("jdkCallBegins", new Object[] {request}) : null;
    }

    public static String[] callHeaders(Object token) {
        return token == null ? null : (String[]) call("callHeaders", new Object[] {token});
    }

    public static Object jdkHeaders(Object headers) {
        Object more = any() ? call("jdkHeaders", new Object[] {headers}) : null;
        return more == null ? headers : more;
    }

    public static Object callListener(Object token, Class<?> type, Object callback) {
        Object listener = token == null ? null : call("callListener", new Object[] {token, type, callback});
        return listener == null ? callback : listener;
    }

    public static void callLeaves(Object token, Object answer) {
        if (token != null) {
            call("callLeaves", new Object[] {token, answer});
        }
    }

    public static void callEnds(Object token, int status, Throwable thrown) {
        if (token != null) {
            call("callEnds", new Object[] {token, status, thrown});
        }
    }

    public static void prepared(Object statement, String sql) {
        if (any()) {
            call("prepared", new Object[] {statement, sql});
        }
    }

    public static Object statementBegins(Object statement, String sql) {
        return any() ? call("statementBegins", new Object[] {statement, sql}) : null;
    }

    public static void statementEnds(Object token, Object counts, Throwable thrown) {
        if (token != null) {
            call("statementEnds", new Object[] {token, counts, thrown});
        }
    }

    public static void threadStarts(Object thread) {
        if (anyRun() || anyWork()) {
            call("threadStarts", new Object[] {thread});
        }
    }

    public static void threadEnds(Object thread) {
        if (anyWork()) {
            call("threadEnds", new Object[] {thread});
        }
    }

    public static Object poolGrows() {
        return anyRun() || anyWork() ? call("poolGrows", new Object[0]) : null;
    }

    public static void poolGrown(Object growth) {
        if (growth != null) {
            call("poolGrown", new Object[] {growth});
        }
    }

    public static void suppressed(Throwable error, String site) {
        call("suppressed", new Object[] {error, site});
    }

    private static boolean any() {
        return anyRun() || anyWork();
    }

    private static boolean anyRun() {
        AtomicInteger runs = openRuns;
        return runs != null && runs.get() > 0;
    }

    private static boolean anyRecord() {
        AtomicInteger records = loggedRecords;
        return records != null && records.get() > 0;
    }

    private static boolean anyWork() {
        AtomicInteger work = handedOver;
        return work != null && work.get() > 0;
    }
}
