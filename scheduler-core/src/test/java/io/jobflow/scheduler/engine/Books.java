package io.jobflow.scheduler.engine;

import io.jobflow.scheduler.execution.ExecutionId;
import io.jobflow.scheduler.job.JobId;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What an engine counts, held against what it counts: a place that is given back once too seldom is gone until a restart. */
public final class Books {

    private Books() {}

    /** The first count that is wrong between two steps; null when all are right. */
    public static @Nullable String firstWrong(Engine engine) {
        EngineState state = engine.state();
        Map<JobId, Integer> placed = new TreeMap<>();
        Map<JobId, Integer> backfilling = new TreeMap<>();
        Map<JobId, Set<ExecutionId>> waiting = new TreeMap<>();
        int slots = 0;
        for (LiveExecution execution : state.live.values()) {
            JobId job = execution.job.job.id();
            if (execution.waiting) {
                waiting.computeIfAbsent(job, key -> new TreeSet<>()).add(execution.id());
            } else {
                (execution.outsideLimit ? backfilling : placed).merge(job, 1, Integer::sum);
            }
            slots += execution.slots.size();
        }
        for (Map.Entry<JobId, JobState> entry : state.jobs.entrySet()) {
            JobId id = entry.getKey();
            JobState job = entry.getValue();
            if (job.admitted != placed.getOrDefault(id, 0)
                    || job.backfilling != backfilling.getOrDefault(id, 0)
                    || !job.waiting.equals(waiting.getOrDefault(id, Set.of()))) {
                return "job " + id + " has " + job.admitted + " places taken, " + job.backfilling + " by backfills and "
                        + job.waiting + " waiting; live are " + placed.get(id) + ", " + backfilling.get(id) + ", "
                        + waiting.get(id);
            }
        }
        return slots == state.slots.used() ? null : state.slots.used() + " slots are taken; live are " + slots;
    }
}
