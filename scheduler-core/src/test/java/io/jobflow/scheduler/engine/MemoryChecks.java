package io.jobflow.scheduler.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobflow.scheduler.execution.Attempt;
import io.jobflow.scheduler.execution.Execution;
import io.jobflow.scheduler.execution.ExecutionId;
import io.jobflow.scheduler.execution.ExecutionStatus;
import io.jobflow.scheduler.execution.ShardRun;
import io.jobflow.scheduler.job.Job;
import io.jobflow.scheduler.job.JobId;
import io.jobflow.scheduler.store.PageRequest;
import io.jobflow.scheduler.testkit.SchedulerHarness;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Whether the engine knows of executions, queues and jobs what the store holds. */
final class MemoryChecks {

    private final SchedulerHarness scheduler;

    MemoryChecks(SchedulerHarness scheduler) {
        this.scheduler = scheduler;
    }

    /** @param unfinished every execution that the store has as unfinished */
    void check(List<Execution> unfinished) {
        Map<ExecutionId, Execution> memory = new LinkedHashMap<>();
        EngineState state = scheduler.engine().state();
        state.live.forEach((id, execution) -> memory.put(id, withoutStart(execution.value, execution.value)));
        Map<ExecutionId, Execution> stored = new LinkedHashMap<>();
        unfinished.stream()
                .filter(execution -> !isParked(state.jobs.get(execution.jobId()), execution))
                .forEach(execution -> stored.put(execution.id(), storedWithoutStart(execution)));
        assertThat(memory).as("what the engine knows of executions").isEqualTo(stored);
        checkQueues(state, unfinished);
        List<Job> jobs = state.jobs.values().stream()
                .map(job -> job.job)
                .filter(job -> job.deletedAt() == null)
                .toList();
        assertThat(jobs)
                .as("what the engine knows of jobs")
                .containsExactlyInAnyOrderElementsOf(
                        scheduler.store.listJobs(new PageRequest(0, 100)).items());
    }

    /** Of a planned execution that has left, its row may still say what was planned. */
    private Execution storedWithoutStart(Execution stored) {
        LiveExecution live = scheduler.engine().state().live.get(stored.id());
        boolean hasLeft = stored.status() == ExecutionStatus.PLANNED && live != null && !live.isPlanned();
        return withoutStart(hasLeft ? stored.begun(Instant.EPOCH) : stored, live == null ? stored : live.value);
    }

    /** Without the time at which attempts that run have left, but with the deadline that follows from it. */
    private static Execution withoutStart(Execution execution, Execution known) {
        if (execution.status() != ExecutionStatus.RUNNING) {
            return execution;
        }
        Execution same = execution;
        for (ShardRun shard : execution.shards()) {
            Attempt last = shard.lastAttempt();
            Attempt left = known.shard(shard.index()).lastAttempt();
            if (last != null && left != null && last.isRunning()) {
                Instant deadline = last.leaving(left.startedAt()).deadline();
                Attempt undated = Attempt.starting(
                        last.number(), last.instance(), last.token(), last.spanId(), Instant.EPOCH, deadline);
                same = same.withRunning(shard.withLast(undated), Instant.EPOCH);
            }
        }
        return same;
    }

    private static boolean isParked(@Nullable JobState job, Execution stored) {
        return job != null && stored.isWaitingForTurn() && stored.id().value() > job.loadedUpTo && job.parked > 0;
    }

    /** What waits in memory is bounded, and what waits in the store is counted. */
    private static void checkQueues(EngineState state, List<Execution> unfinished) {
        Map<JobId, Integer> parked = new TreeMap<>();
        Map<JobId, Integer> counted = new TreeMap<>();
        for (Execution execution : unfinished) {
            if (isParked(state.jobs.get(execution.jobId()), execution)) {
                parked.merge(execution.jobId(), 1, Integer::sum);
            }
        }
        for (JobState job : state.jobs.values()) {
            assertThat(job.waiting)
                    .as("executions of job %s that wait in memory", job.job.name())
                    .hasSizeLessThanOrEqualTo(EngineHistory.TIGHT.waitingWindow());
            assertThat(job.isDeleted() || !Replacement.isOn(job) || job.countWaiting() <= 1)
                    .as("at most one execution of job %s waits to replace another", job.job.name())
                    .isTrue();
            if (job.parked != 0) {
                counted.put(job.job.id(), job.parked);
            }
        }
        assertThat(counted).as("what the engine knows to be parked").isEqualTo(parked);
        state.live
                .values()
                .forEach(execution -> assertThat(execution.waiting)
                        .as("%s waits its turn", execution.value)
                        .isEqualTo(execution.value.isWaitingForTurn()));
    }
}
