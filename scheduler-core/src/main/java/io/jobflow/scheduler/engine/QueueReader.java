package io.jobflow.scheduler.engine;

import io.jobflow.scheduler.execution.Execution;
import io.jobflow.scheduler.store.JobStore;
import io.jobflow.scheduler.store.StoreException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the pages of waiting executions that the engine asks for, between two rounds: the loop has made durable what was
 * asked for before, and nothing has happened since. Confined to the firing loop's thread.
 */
final class QueueReader {

    private static final Logger log = LoggerFactory.getLogger(QueueReader.class);

    /** Pages read between two rounds, so that many queues do not hold up everything else. */
    private static final int MAX_PAGES = 64;

    private final JobStore store;
    private final Deque<Effect.LoadWaiting> asked = new ArrayDeque<>();
    private boolean failed;

    QueueReader(JobStore store) {
        this.store = store;
    }

    void ask(Effect.LoadWaiting load) {
        asked.addLast(load);
    }

    boolean isAsked() {
        return !asked.isEmpty();
    }

    /** What was asked for; a page that cannot be read is tried again between the next two rounds. */
    List<Event> read() {
        List<Event> pages = new ArrayList<>();
        while (!asked.isEmpty() && pages.size() < MAX_PAGES) {
            Effect.LoadWaiting load = asked.getFirst();
            try {
                List<Execution> executions = store.listWaiting(load.job(), load.after(), load.limit());
                pages.add(new Event.WaitingLoaded(load.job(), load.after(), load.limit(), executions));
                asked.removeFirst();
                failed = false;
            } catch (StoreException e) {
                warnOnce(e);
                return pages;
            }
        }
        return pages;
    }

    private void warnOnce(StoreException e) {
        if (!failed) {
            log.warn("Queued executions cannot be read; they wait until the store answers again, and none is lost", e);
        }
        failed = true;
    }
}
