package io.jobflow.agent.logs;

import io.jobflow.bridge.Trouble;
import io.jobflow.bridge.attempt.MdcEntries;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The MDCs of the application, one for each copy of a logging library in it. They are held weakly. Safe for use by any
 * thread.
 */
public final class LogContexts {

    private final Trouble trouble;
    private final List<WeakReference<Object>> mdcs = new CopyOnWriteArrayList<>();

    public LogContexts(Trouble trouble) {
        this.trouble = trouble;
    }

    /** An MDC was found: an object with {@code get}, {@code put} and {@code remove}. Known ones are not added again. */
    public synchronized void add(Object mdc) {
        List<WeakReference<Object>> gone = new ArrayList<>();
        for (WeakReference<Object> reference : mdcs) {
            Object known = reference.get();
            if (known == mdc) {
                return;
            }
            if (known == null) {
                gone.add(reference);
            }
        }
        mdcs.removeAll(gone);
        mdcs.add(new WeakReference<>(mdc));
    }

    /** Puts the entries into every MDC, for the calling thread. A key whose value is not known is to be absent. */
    public LogEntries enter(MdcEntries entries) {
        LogEntries entered = new LogEntries(entries, trouble);
        for (WeakReference<Object> reference : mdcs) {
            Object mdc = reference.get();
            if (mdc != null) {
                entered.putInto(mdc);
            }
        }
        return entered;
    }
}
