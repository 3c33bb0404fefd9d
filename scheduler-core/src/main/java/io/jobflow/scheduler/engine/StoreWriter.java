package io.jobflow.scheduler.engine;

import io.jobflow.scheduler.execution.Epoch;
import io.jobflow.scheduler.store.ConflictException;
import io.jobflow.scheduler.store.JobStore;
import io.jobflow.scheduler.store.RefusedWriteException;
import io.jobflow.scheduler.store.StaleEpochException;
import io.jobflow.scheduler.store.StoreException;
import io.jobflow.scheduler.store.StoreWrite;
import io.jobflow.scheduler.store.WriteResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commits the engine's writes on a thread of its own, one batch at a time and in order, so that the engine goes on while
 * the database works; what it asks for meanwhile is the next batch. When the database fails the same batch is repeated
 * until it succeeds: the store promises that repeating is right even if the first try was applied.
 *
 * <p>Used by the firing loop's thread, but for {@link #isHealthy}.
 */
final class StoreWriter {

    private static final Logger log = LoggerFactory.getLogger(StoreWriter.class);
    private static final Duration FIRST_WAIT = Duration.ofMillis(50);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    private final JobStore store;
    private final CountDownLatch abandoned;
    private final Runnable whenDone;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(work -> {
        Thread created = new Thread(work, "jobflow-store-writer");
        created.setDaemon(true);
        return created;
    });
    private Epoch epoch = new Epoch(0);
    private @Nullable CompletableFuture<List<Event>> underWay;
    private final Queue<Notice> failures = new ConcurrentLinkedQueue<>();
    private volatile boolean healthy = true;

    /**
     * Creates a writer; its thread starts with the first batch.
     *
     * @param abandoned at zero once nobody waits for its writes any more
     * @param whenDone called on the writer's thread when a batch has ended and {@link #takeDone} has news
     */
    StoreWriter(JobStore store, CountDownLatch abandoned, Runnable whenDone) {
        this.store = store;
        this.abandoned = abandoned;
        this.whenDone = whenDone;
    }

    void begin(Epoch newEpoch) {
        epoch = newEpoch;
    }

    boolean isHealthy() {
        return healthy;
    }

    /** Whether a batch is under way, or has ended and was not taken yet. */
    boolean isBusy() {
        return underWay != null;
    }

    /** One notice for each try that has failed since this was last asked. */
    List<Notice> takeFailures() {
        List<Notice> taken = new ArrayList<>();
        for (Notice failure = failures.poll(); failure != null; failure = failures.poll()) {
            taken.add(failure);
        }
        return taken;
    }

    /** Begins to commit a batch; only while not {@link #isBusy}. */
    void hand(List<Effect.Write> writes) {
        if (underWay != null) {
            throw new IllegalStateException("a batch is under way");
        }
        CompletableFuture<List<Event>> batch = CompletableFuture.supplyAsync(() -> write(writes), thread);
        underWay = batch;
        batch.whenComplete((events, failed) -> whenDone.run());
    }

    /**
     * What the engine is to be told of the batch that has ended: one event for each write; empty while none has, and when
     * the loop was abandoned while the database failed.
     *
     * @throws StaleEpochException when another process has taken over
     * @throws RefusedWriteException when engine and store contradict each other, which only a fault in one of them explains
     */
    List<Event> takeDone() {
        return underWay == null || !underWay.isDone() ? List.of() : awaitDone();
    }

    /** The same, after waiting for the batch's end. */
    List<Event> awaitDone() {
        CompletableFuture<List<Event>> batch = underWay;
        if (batch == null) {
            return List.of();
        }
        try {
            return batch.join();
        } catch (CompletionException failed) {
            throw failed.getCause() instanceof RuntimeException cause ? cause : failed;
        } finally {
            underWay = null;
        }
    }

    /** Lets the thread end after its batch. */
    void end() {
        thread.shutdown();
    }

    private List<Event> write(List<Effect.Write> writes) {
        List<StoreWrite> batch = writes.stream().map(Effect.Write::write).toList();
        Duration wait = FIRST_WAIT;
        while (abandoned.getCount() > 0) {
            try {
                List<WriteResult> results = store.write(epoch, batch);
                recovered();
                return events(writes, results);
            } catch (StaleEpochException | RefusedWriteException hopeless) {
                throw hopeless;
            } catch (StoreException failed) {
                failures.add(new Notice.WriteFailed(failed instanceof ConflictException));
                warnOnce(failed);
                pause(wait);
                wait = wait.multipliedBy(2).compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait.multipliedBy(2);
            }
        }
        return List.of();
    }

    private static List<Event> events(List<Effect.Write> writes, List<WriteResult> results) {
        List<Event> events = new ArrayList<>(writes.size());
        for (int i = 0; i < writes.size(); i++) {
            events.add(new Event.Written(writes.get(i).writeId(), results.get(i)));
        }
        return events;
    }

    private void warnOnce(StoreException failed) {
        if (healthy) {
            log.warn("The store failed; nothing fires until it takes writes again, and nothing is lost", failed);
        }
        healthy = false;
    }

    private void recovered() {
        if (!healthy) {
            log.info("The store takes writes again");
        }
        healthy = true;
    }

    /** Waits out a failure, unless it is to be given up. */
    private void pause(Duration wait) {
        try {
            abandoned.await(wait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException nobodyInterruptsThisThread) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the store failed", nobodyInterruptsThisThread);
        }
    }
}
