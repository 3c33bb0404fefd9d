package io.jobflow.agent.run;

import io.jobflow.agent.logs.LogEntries;
import io.jobflow.bridge.Trouble;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Work on its way from a thread with a run to another one, be it handed to a pool or to a thread of its own. Neither the
 * run nor anybody else waits for it. Safe for use by any thread; no lock is held while anything outside of the map of
 * waiting work is called, because virtual threads and their carriers come through here.
 */
final class CarriedWork {

    private final HandedWork handed;
    private final ThreadLocal<@Nullable RunToken> current;
    private final Trouble trouble;
    private final Function<Run, @Nullable LogEntries> entering;

    /**
     * @param handedOver counts the work that waits or is done
     * @param current the run on each thread
     * @param entering fills the MDC of a thread that work begins on, if that is to be
     */
    CarriedWork(
            AtomicInteger handedOver,
            ThreadLocal<@Nullable RunToken> current,
            Trouble trouble,
            Function<Run, @Nullable LogEntries> entering) {
        this.trouble = trouble;
        this.handed = new HandedWork(handedOver);
        this.current = current;
        this.entering = entering;
    }

    /**
     * The run on this thread, which may have been started with one and not have said so: a subclass of Thread with a run
     * method of its own begins unseen.
     */
    @Nullable RunToken here() {
        RunToken here = current.get();
        return here == null ? begin(Thread.currentThread(), null) : here;
    }

    void handOver(Object work) {
        if (isCarrier(Thread.currentThread())) {
            return;
        }
        RunToken here = here();
        handed.add(work, here == null || !Carriers.carries(work) ? null : here.run());
    }

    /** Virtual threads are scheduled as work of a pool, by whichever thread wakes them. */
    void handOverTo(Object pool, Object work) {
        if (!(pool instanceof ForkJoinPool && Carriers.runsVirtualThreads((ForkJoinPool) pool))) {
            handOver(work);
        }
    }

    /** Whether virtual threads run on it. What a carrier itself hands over is about their coming and going. */
    private static boolean isCarrier(Thread thread) {
        return thread instanceof ForkJoinWorkerThread
                && Carriers.runsVirtualThreads(((ForkJoinWorkerThread) thread).getPool());
    }

    /** What takes the work's place in a queue; null if that is to stay as it is, and perhaps carries the run like that. */
    @Nullable Runnable inItsPlace(Runnable work) {
        RunToken here = here();
        if (here == null || !VertxWork.canBe(work)) {
            return null;
        }
        if (VertxWork.hasToStayItself(work)) {
            handed.add(work, here.run());
            return null;
        }
        return new VertxWork(work, here.run(), this, trouble);
    }

    /** Work begins that knows its run. False if the run is on this thread; else to be followed by {@link #ends}. */
    boolean beginsOf(Run run, Object work) {
        RunToken here = current.get();
        if (here != null && here.run() == run) {
            return false;
        }
        RunToken token = RunToken.ofWork(work, run, entering.apply(run), here);
        handed.begun();
        current.set(token);
        return true;
    }

    void takeBack(Object work) {
        handed.take(work);
    }

    /** The run is on this thread now, but does not wait for it: it ends with its answer, as without us. */
    void begins(Object work) {
        RunToken here = current.get();
        if (here == null || !here.isOf(work)) {
            begin(work, here);
        }
    }

    private @Nullable RunToken begin(Object work, @Nullable RunToken before) {
        Run run = handed.take(work);
        if (run == null) {
            return null;
        }
        handed.begun();
        RunToken token = RunToken.ofWork(work, run, entering.apply(run), before);
        current.set(token);
        return token;
    }

    void ends(Object work) {
        RunToken here = current.get();
        if (here != null && here.isOf(work)) {
            end(here);
        }
    }

    /** Work of a run that was left on its thread. */
    void takenAway() {
        handed.ended();
    }

    /** Nothing waits any longer. */
    void forgetAll() {
        handed.forgetAll();
    }

    private void end(RunToken here) {
        handed.ended();
        RunToken before = here.before();
        if (before == null) {
            current.remove();
        } else {
            current.set(before);
        }
        here.leave();
    }

    void threadStarts(Thread thread) {
        RunToken here = here();
        Run run = here == null || here.isGrowing() || !ThreadCarriers.carries(thread) ? null : here.run();
        handed.add(thread, run);
    }

    /** Nothing that was begun on the thread can go on after it. */
    void threadEnds(Thread thread) {
        handed.forget(thread);
        if (thread != Thread.currentThread()) {
            ends(thread);
            return;
        }
        for (RunToken here = current.get(); here != null && !here.isOfRequest(); here = current.get()) {
            end(here);
        }
    }

    /** The presence that has to hear of it when the pool has grown; null if none. */
    @Nullable RunToken poolGrows() {
        RunToken here = current.get();
        if (here == null || here.isGrowing()) {
            return null;
        }
        here.growing(true);
        return here;
    }

    void poolGrown(RunToken here) {
        here.growing(false);
    }
}
