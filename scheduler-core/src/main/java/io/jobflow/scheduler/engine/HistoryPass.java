package io.jobflow.scheduler.engine;

import io.jobflow.scheduler.execution.ExecutionId;
import io.jobflow.scheduler.job.JobId;
import io.jobflow.scheduler.job.RetentionPolicy;
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
 * One walk over all history that has what is too old pruned, a chunk at a time. Of a living job the newest execution stays
 * whatever its age: it says how the job fared last. What a deleted job has left goes by the scheduler's settings. Confined to one thread.
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

    private static final int PAGE = 1_000;

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
        String after = "";
        List<JobHistory> page;
        do {
            page = store.jobHistories(after, PAGE);
            for (JobHistory job : page) {
                look(job);
                after = job.jobName();
            }
        } while (page.size() == PAGE && !stopped);
        flush();
        removeJobs();
    }

    private void look(JobHistory job) {
        RetentionPolicy retention = job.retention() == null ? RetentionPolicy.DEFAULT : job.retention();
        ExecutionId keep = job.retention() == null ? null : job.newest();
        Instant floor = now.minus(SHORTEST_AGE);
        long surplus = job.executions() - settings.maxCount(retention);
        removeSurplus(new PruneQuery(job.jobName(), floor, false, keep, CHUNK), surplus);
        Instant old = earlier(now.minus(settings.maxAge(retention)), floor);
        removeOld(job, old, false, keep);
        removeOld(job, earlier(now.minus(settings.maxDeadLetterAge()), old), true, keep);
    }

    private void removeJobs() {
        long after = 0;
        List<JobId> page;
        do {
            page = store.findEmptyJobs(now.minus(SHORTEST_AGE), after, CHUNK);
            jobs.addAll(page);
            after = page.isEmpty() ? after : page.get(page.size() - 1).value();
            flush();
        } while (page.size() == CHUNK && !stopped);
    }

    private void removeSurplus(PruneQuery query, long surplus) {
        long left = surplus;
        int asked = 1;
        int taken = 1;
        while (taken == asked && left > 0 && !stopped) {
            asked = (int) Math.min(CHUNK, left);
            taken = take(
                    new PruneQuery(query.jobName(), query.endedBefore(), query.waitingLetters(), query.keep(), asked));
            left -= taken;
        }
    }

    private void removeOld(JobHistory job, Instant endedBefore, boolean letters, @Nullable ExecutionId keep) {
        if (job.oldest().compareTo(ExecutionId.leastOf(endedBefore)) >= 0) {
            return;
        }
        PruneQuery query = new PruneQuery(job.jobName(), endedBefore, letters, keep, CHUNK);
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
