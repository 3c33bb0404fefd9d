package io.jobflow.agent.start;

import io.jobflow.agent.control.Switch;
import io.jobflow.agent.run.AgentDoor;
import io.jobflow.agent.sites.SiteState;
import io.jobflow.agent.sites.Sites;
import io.jobflow.bridge.Trouble;
import java.lang.instrument.Instrumentation;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/**
 * Gives classes their original code back when a site, or the whole agent, is switched off, and weaves them again when it
 * is switched on. Methods that are on some stack go on in the code they began in. Safe for use by any thread; one change
 * is made after the other.
 */
final class Reweaving implements Sites.Listener, Switch {

    private static final long RUN_LIMIT_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final long LOOK_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private final Instrumentation instrumentation;
    private final Sites sites;
    private final AgentDoor door;
    private final LazyTransformer transformer;
    private final Trouble trouble;

    Reweaving(
            Instrumentation instrumentation,
            Sites sites,
            AgentDoor door,
            LazyTransformer transformer,
            Trouble trouble) {
        this.instrumentation = instrumentation;
        this.sites = sites;
        this.door = door;
        this.transformer = transformer;
        this.trouble = trouble;
    }

    @Override
    public void siteIsOff(SiteState site) {
        inBackground(() -> restore(site));
    }

    private synchronized void restore(SiteState site) {
        retransform(type -> site.woven().contains(type.getName()));
        door.endLost(site.name());
    }

    @Override
    public void offInBackground(String because) {
        sites.allOff(because);
        inBackground(() -> off(because));
    }

    /** Begins no run from now on, waits a few seconds for the ones that are open, and restores all classes. */
    @Override
    public synchronized int off(String because) {
        sites.allOff(because);
        long began = System.nanoTime();
        while (door.openRuns().get() > 0 && System.nanoTime() - began < RUN_LIMIT_NANOS) {
            LockSupport.parkNanos(LOOK_AGAIN_NANOS);
        }
        int restored = retransform(type -> sites.isWoven(type.getName()));
        door.endLost(null);
        return restored;
    }

    @Override
    public synchronized int on() {
        sites.allOff(null);
        return retransform(type -> sites.isWoven(type.getName()) || transformer.isAnyTarget(type));
    }

    private int retransform(Predicate<Class<?>> which) {
        int count = 0;
        for (Class<?> type : instrumentation.getAllLoadedClasses()) {
            // an array class has the name of its elements' class in its own, and no code
            if (which.test(type) && instrumentation.isModifiableClass(type)) {
                try {
                    Retransformation.of(instrumentation, type);
                    count++;
                } catch (Throwable failed) {
                    trouble.report("not restored: " + type.getName(), failed);
                }
            }
        }
        return count;
    }

    private static void inBackground(Runnable work) {
        Thread thread = new Thread(work, "jobflow-agent-weave");
        thread.setDaemon(true);
        thread.setContextClassLoader(null);
        thread.start();
    }
}
