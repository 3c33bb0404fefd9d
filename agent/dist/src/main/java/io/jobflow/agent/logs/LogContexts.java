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
    private volatile boolean onEveryThread;

    public LogContexts(Trouble trouble) {
        this.trouble = trouble;
    }

    /** From now on the threads are filled, too, that work of a run was handed to. */
    void putOnEveryThread() {
        onEveryThread = true;
    }

    /** Whether threads are filled that work of a run was handed to; false at first: log events get the entries there. */
    public boolean isPutOnEveryThread() {
        return onEveryThread;
    }

    /** An MDC was found: an object, or a class with static methods, that has {@code put} and {@code remove}. Known ones are not added again. */
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
        return fill(new LogEntries(entries, trouble));
    }

    /**
     * The same for a thread on which no run is yet, so that values like ours were inherited from the thread that started
     * it: they are taken away in the end.
     */
    public LogEntries enterAnew(MdcEntries entries) {
        LogEntries entered = new LogEntries(entries, trouble);
        entered.inheritedIsNothing();
        return fill(entered);
    }

    private LogEntries fill(LogEntries entered) {
        for (WeakReference<Object> reference : mdcs) {
            Object mdc = reference.get();
            if (mdc != null) {
                entered.putInto(mdc);
            }
        }
        return entered;
    }
}
