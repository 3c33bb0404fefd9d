package io.jobflow.scheduler.engine;

import io.jobflow.scheduler.execution.Epoch;
import io.jobflow.scheduler.store.JobStore;
import io.jobflow.scheduler.store.RefusedWriteException;
import io.jobflow.scheduler.store.StaleEpochException;
import io.jobflow.scheduler.store.StoreException;
import io.jobflow.scheduler.store.StoreWrite;
import io.jobflow.scheduler.store.WriteResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commits the engine's writes, and when the database fails repeats the same batch until it succeeds: the store promises
 * that repeating is right even if the first try was applied. Confined to the firing loop's thread, but for
 * {@link #isHealthy}.
 */
final class StoreWriter {

    private static final Logger log = LoggerFactory.getLogger(StoreWriter.class);
    private static final Duration FIRST_WAIT = Duration.ofMillis(50);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    private final JobStore store;
    private final CountDownLatch abandoned;
    private Epoch epoch = new Epoch(0);
    private volatile boolean healthy = true;

    /**
     * Creates a writer.
     *
     * @param abandoned at zero once nobody waits for its writes any more
     */
    StoreWriter(JobStore store, CountDownLatch abandoned) {
        this.store = store;
        this.abandoned = abandoned;
    }

    void begin(Epoch newEpoch) {
        epoch = newEpoch;
    }

    boolean isHealthy() {
        return healthy;
    }

    /**
     * Commits.
     *
     * @return what the engine is to be told: one event for each write; empty when there was nothing to write, or when
     *     the loop was abandoned while the database failed
     * @throws StaleEpochException when another process has taken over
     * @throws RefusedWriteException when engine and store contradict each other, which only a fault in one of them explains
     */
    List<Event> write(List<Effect.Write> writes) throws InterruptedException {
        if (writes.isEmpty()) {
            return List.of();
        }
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
    private void pause(Duration wait) throws InterruptedException {
        abandoned.await(wait.toMillis(), TimeUnit.MILLISECONDS);
    }
}
