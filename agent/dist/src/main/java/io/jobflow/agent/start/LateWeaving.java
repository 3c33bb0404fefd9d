package io.jobflow.agent.start;

import io.jobflow.agent.weave.Targets;
import io.jobflow.bridge.Trouble;
import java.lang.instrument.Instrumentation;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * What is woven on a daemon thread while the application starts: classes that may be defined first and woven afterwards,
 * and classes of the JDK that the first request would load. The first run waits for it. The thread holds no lock while it
 * weaves, loads no class of the application, and ends when nothing is left; from then on nothing is deferred any more.
 * Safe for use by any thread.
 */
final class LateWeaving {

    private static final long DEFINITION_LIMIT_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final long LOOK_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(2);
    private static final long RUN_LIMIT_SECONDS = 10;

    private final Trouble trouble;
    private final PoolWeaving pools;
    private final RunOnlyWeaving runOnly;
    private final CountDownLatch done = new CountDownLatch(1);
    // guarded by this
    private final List<Deferred> waiting = new ArrayList<>();
    private boolean serverComes;
    private boolean started;
    private boolean finished;

    LateWeaving(Trouble trouble, PoolWeaving pools, RunOnlyWeaving runOnly) {
        this.trouble = trouble;
        this.pools = pools;
        this.runOnly = runOnly;
    }

    /** False if the class has to be woven at once, because the thread has ended. */
    synchronized boolean defer(
            @Nullable ClassLoader loader, String name, Instrumentation instrumentation, LazyTransformer transformer) {
        if (finished) {
            return false;
        }
        waiting.add(new Deferred(loader, name.replace('/', '.')));
        start(instrumentation, transformer);
        return true;
    }

    /** A server of the JDK is about to be started: what its first request loads is loaded beforehand. */
    synchronized void serverComes(Instrumentation instrumentation, LazyTransformer transformer) {
        if (started && !finished) {
            serverComes = true;
        } else if (!started) {
            serverComes = true;
            start(instrumentation, transformer);
        } else {
            startThread(new Preload());
        }
    }

    private void start(Instrumentation instrumentation, LazyTransformer transformer) {
        if (!started) {
            started = true;
            startThread(new Work(instrumentation, transformer));
        }
    }

    private static void startThread(Runnable work) {
        Thread thread = new Thread(work, "jobflow-agent-weave");
        thread.setDaemon(true);
        thread.setContextClassLoader(null);
        thread.start();
    }

    /** Returns when nothing is deferred, at once in almost all cases, and after a bounded time in all. */
    void await() {
        if (!isUnderWay()) {
            return;
        }
        try {
            if (!done.await(RUN_LIMIT_SECONDS, TimeUnit.SECONDS)) {
                trouble.report("weaving not done in time, log lines of the first run may lack its ids", null);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized boolean isUnderWay() {
        return started && !finished;
    }

    private synchronized boolean takeServerComes() {
        boolean comes = serverComes;
        serverComes = false;
        return comes;
    }

    private synchronized boolean finishIfNothingWaits() {
        finished = waiting.isEmpty() && !serverComes;
        return finished;
    }

    private synchronized void giveUp() {
        finished = true;
        waiting.clear();
    }

    private synchronized boolean isWaiting(Class<?> type) {
        for (Deferred each : waiting) {
            if (each.is(type)) {
                return true;
            }
        }
        return false;
    }

    private synchronized void isWoven(Class<?> type) {
        for (Iterator<Deferred> each = waiting.iterator(); each.hasNext(); ) {
            if (each.next().is(type)) {
                each.remove();
            }
        }
    }

    private void preload() {
        ClassLoader platform = ClassLoader.getSystemClassLoader().getParent();
        for (String name : Targets.afterHerald()) {
            try {
                Class.forName(name, false, platform);
            } catch (ClassNotFoundException | LinkageError notInThisJdk) {
                return;
            }
        }
    }

    /** Loads the JDK's classes, once all else is done. */
    private final class Preload implements Runnable {
        @Override
        public void run() {
            preload();
        }
    }

    /** What the thread does. */
    private final class Work implements Runnable {
        private final Instrumentation instrumentation;
        private final LazyTransformer transformer;

        Work(Instrumentation instrumentation, LazyTransformer transformer) {
            this.instrumentation = instrumentation;
            this.transformer = transformer;
        }

        @Override
        public void run() {
            try {
                transformer.warmUp();
                pools.weave();
                runOnly.weave();
                long began = System.nanoTime();
                while (!finishIfNothingWaits()) {
                    weaveDefined();
                    if (takeServerComes()) {
                        preload();
                    }
                    if (System.nanoTime() - began > DEFINITION_LIMIT_NANOS) {
                        return;
                    }
                    LockSupport.parkNanos(LOOK_AGAIN_NANOS);
                }
            } catch (Throwable failed) {
                trouble.report("weaving on the agent's own thread failed", failed);
            } finally {
                giveUp();
                done.countDown();
            }
        }

        /** A class is deferred before it is defined, so that it may take another look to find it. */
        private void weaveDefined() {
            List<Class<?>> defined = new ArrayList<>();
            for (Class<?> type : instrumentation.getAllLoadedClasses()) {
                if (isWaiting(type)) {
                    defined.add(type);
                }
            }
            Retransformation.ofAll(instrumentation, defined, trouble);
            for (Class<?> type : defined) {
                isWoven(type);
            }
        }
    }

    /** A class that is being defined by a loader, which is held weakly. */
    private static final class Deferred {
        private final @Nullable WeakReference<ClassLoader> loader;
        private final String name;

        Deferred(@Nullable ClassLoader loader, String name) {
            this.loader = loader == null ? null : new WeakReference<>(loader);
            this.name = name;
        }

        boolean is(Class<?> type) {
            return name.equals(type.getName()) && type.getClassLoader() == (loader == null ? null : loader.get());
        }
    }
}
