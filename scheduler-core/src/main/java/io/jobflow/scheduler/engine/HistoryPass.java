package io.jobflow.scheduler.engine;

import io.jobflow.scheduler.execution.ExecutionId;
import io.jobflow.scheduler.job.JobId;
import io.jobflow.scheduler.store.HistoryStore;
import io.jobflow.scheduler.store.HistoryStore.JobHistory;
import io.jobflow.scheduler.store.HistoryStore.Prunable;
import io.jobflow.scheduler.store.HistoryStore.PruneQuery;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One walk over all jobs that has pruned what is too old, a chunk at a time. Of a living job the newest finished execution
 * stays whatever its age: it says how the job fared last. Confined to one thread.
 */
final class HistoryPass {

    /** Executions that one question finds, at most; a chunk is less than two questions' worth. */
    static final int CHUNK = 500;

    /** Shards that one question's executions have, unless a single one has more. */
    static final int CHUNK_SHARDS = 2_000;

    /**
     * No execution is pruned before this long after its end, whatever its job says. Until then its fire key stands against
     * a clock that is set back and against a request that comes again.
     */
    static final Duration SHORTEST_AGE = Duration.ofMinutes(10);

    private static final int JOB_PAGE = 1_000;

    private final HistoryStore store;
    private final HistorySettings settings;
    private final Instant now;
    private final Predicate<Command.Prune> prune;
    private final Set<ExecutionId> executions = new LinkedHashSet<>();
    private final List<JobId> jobs = new ArrayList<>();
    private int shards;
    private boolean stopped;

    /**
     * Prepares a walk.
     *
     * @param now what ages are measured against
     * @param prune carries out a chunk and returns when it is durable; false when the walk is to end
     */
    HistoryPass(HistoryStore store, HistorySettings settings, Instant now, Predicate<Command.Prune> prune) {
        this.store = store;
        this.settings = settings;
        this.now = now;
        this.prune = prune;
    }

    void walk() {
        long after = 0;
        List<JobHistory> page;
        do {
            page = store.jobHistories(after, JOB_PAGE);
            for (JobHistory job : page) {
                look(job);
                after = job.job().value();
            }
        } while (page.size() == JOB_PAGE && !stopped);
        flush();
    }

    private void look(JobHistory job) {
        Instant floor = now.minus(SHORTEST_AGE);
        Instant firstEnd = job.firstEnd();
        Instant deletedAt = job.deletedAt();
        if (firstEnd == null) {
            if (deletedAt != null && deletedAt.isBefore(floor)) {
                jobs.add(job.job());
            }
            return;
        }
        ExecutionId keep = deletedAt == null ? job.newest() : null;
        long surplus = job.finished() - settings.maxCount(job.retention());
        removeSurplus(new PruneQuery(job.job(), floor, false, keep, CHUNK), surplus);
        removeOld(job, earlier(now.minus(settings.maxAge(job.retention())), floor), false, keep);
        removeOld(job, earlier(now.minus(settings.maxDeadLetterAge()), floor), true, keep);
    }

    private void removeSurplus(PruneQuery query, long surplus) {
        long left = surplus;
        int asked = 1;
        int taken = 1;
        while (taken == asked && left > 0 && !stopped) {
            asked = (int) Math.min(CHUNK, left);
            taken = take(new PruneQuery(query.job(), query.endedBefore(), query.waitingLetters(), query.keep(), asked));
            left -= taken;
        }
    }

    private void removeOld(JobHistory job, Instant endedBefore, boolean letters, @Nullable ExecutionId keep) {
        Instant firstEnd = job.firstEnd();
        if (firstEnd == null || !firstEnd.isBefore(endedBefore)) {
            return;
        }
        PruneQuery query = new PruneQuery(job.job(), endedBefore, letters, keep, CHUNK);
        while (!stopped && take(query) == CHUNK) {
            // each time the next ones come first
        }
    }

    /** Takes what a question finds into the chunk; what it would find again is removed before this returns. */
    private int take(PruneQuery query) {
        List<Prunable> found = store.findPrunable(query);
        for (Prunable one : found) {
            if (executions.add(one.execution())) {
                shards += one.shards();
            }
            if (shards >= CHUNK_SHARDS) {
                flush();
            }
        }
        if (found.size() == query.limit() || executions.size() >= CHUNK) {
            flush();
        }
        return found.size();
    }

    private void flush() {
        if (!stopped && (!executions.isEmpty() || !jobs.isEmpty())) {
            stopped = !prune.test(new Command.Prune(List.copyOf(executions), List.copyOf(jobs)));
        }
        executions.clear();
        jobs.clear();
        shards = 0;
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }
}
