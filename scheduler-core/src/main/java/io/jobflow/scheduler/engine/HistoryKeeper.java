package io.jobflow.scheduler.engine;

import io.jobflow.scheduler.store.HistoryStore;
import io.jobflow.scheduler.store.StoreException;
import io.jobflow.scheduler.time.TimeSource;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps history within its bounds: a thread that walks over the jobs now and then, looks on the read connections for what is
 * too old, and has the engine remove it, one chunk after another with a pause between two that is as long as the chunk took.
 * Fires are written between the chunks.
 */
public final class HistoryKeeper implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(HistoryKeeper.class);

    private static final Duration FIRST_PASS = Duration.ofMinutes(1);
    private static final Duration BETWEEN_PASSES = Duration.ofMinutes(10);
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(20);

    /** A walk may take one part in so many of the time. */
    private static final int SHARE = 20;

    private final HistoryStore store;
    private final CommandGate gate;
    private final HistorySettings settings;
    private final TimeSource time;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final Thread thread;
    private long executions;
    private long jobs;

    /** Prepares; {@link #start} begins. */
    public HistoryKeeper(HistoryStore store, CommandGate gate, HistorySettings settings, TimeSource time) {
        this.store = store;
        this.gate = gate;
        this.settings = settings;
        this.time = time;
        this.thread = new Thread(this::run, "jobflow-history");
        thread.setDaemon(true);
    }

    public void start() {
        thread.start();
    }

    private void run() {
        try {
            Duration wait = FIRST_PASS;
            while (!stop.await(wait.toMillis(), TimeUnit.MILLISECONDS)) {
                Duration took = pass();
                Duration share = took.multipliedBy(SHARE);
                wait = share.compareTo(BETWEEN_PASSES) > 0 ? share : BETWEEN_PASSES;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Duration pass() {
        long begin = time.nanos();
        executions = 0;
        jobs = 0;
        try {
            new HistoryPass(store, settings, time.now(), this::prune).walk();
        } catch (StoreException e) {
            if (stop.getCount() == 0) {
                log.debug("Looking for old history ends with the store", e);
                return Duration.ZERO;
            }
            log.warn("History could not be pruned; the next try follows in {}", BETWEEN_PASSES, e);
        }
        if (executions > 0 || jobs > 0) {
            log.info("Pruned {} finished executions and {} deleted jobs", executions, jobs);
        }
        return Duration.ofNanos(time.nanos() - begin);
    }

    private boolean prune(Command.Prune chunk) {
        long begin = time.nanos();
        try {
            if (gate.submit(chunk).get() instanceof Reply.Pruned pruned) {
                executions += pruned.executions();
                jobs += pruned.jobs();
            }
            long pause = Math.max(SHORTEST_PAUSE.toNanos(), time.nanos() - begin);
            return !stop.await(pause, TimeUnit.NANOSECONDS);
        } catch (ExecutionException | CancellationException e) {
            log.debug("Pruning ends: the engine takes no command", e);
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Ends the thread, after the chunk under way. */
    @Override
    public void close() {
        stop.countDown();
        thread.interrupt();
    }
}
