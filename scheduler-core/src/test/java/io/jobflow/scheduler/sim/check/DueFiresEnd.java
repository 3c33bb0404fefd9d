package io.jobflow.scheduler.sim.check;

import io.jobflow.scheduler.execution.Execution;
import io.jobflow.scheduler.execution.ExecutionId;
import io.jobflow.scheduler.job.Job;
import io.jobflow.scheduler.schedule.FixedDelaySchedule;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * L1: when no fault strikes any more, every fire that was recorded ends within a time, or says when it is tried again;
 * a job that fires after its last end goes on; and no process ends by itself, ever.
 */
public final class DueFiresEnd extends Checker {

    private final Duration within;
    private final Map<ExecutionId, Duration> since = new HashMap<>();

    /**
     * Sets the bound.
     *
     * @param within how long an execution may be unfinished once it is recorded or sent again, after healing
     */
    public DueFiresEnd(Duration within) {
        super("L1 fires-end");
        this.within = within;
    }

    @Override
    public void see(Seen seen) {
        if (seen.fact() instanceof Fact.NodeFailed failed) {
            require(false, "a process ended by itself: %s", failed.why());
        } else if (seen.fact() instanceof Fact.ExecutionStored stored) {
            ExecutionId id = stored.value().id();
            if (stored.reopened()) {
                since.put(id, seen.at());
            } else {
                since.putIfAbsent(id, seen.at());
            }
        } else if (seen.fact() instanceof Fact.Ended ended) {
            ended.jobs().stream().filter(DueFiresEnd::awaitsEnd).forEach(job -> requireGoesOn(job, ended));
            for (Execution execution : ended.executions()) {
                require(isWell(execution, seen.at(), ended.wall()), "%s is unfinished at %s", execution, ended.wall());
            }
        }
    }

    private static boolean awaitsEnd(Job job) {
        return job.definition().enabled() && job.definition().schedule().awaitsEnd();
    }

    /** A job with a fixed delay has a next fire time, awaits an end, or is past its window. */
    private void requireGoesOn(Job job, Fact.Ended ended) {
        ZonedDateTime until = job.definition().timetable().until();
        Duration delay =
                job.definition().schedule() instanceof FixedDelaySchedule fixed ? fixed.delay() : Duration.ZERO;
        boolean isOver =
                until != null && !latest(job, ended).plus(within).plus(delay).isBefore(until.toInstant());
        boolean awaits = ended.executions().stream()
                .anyMatch(one -> one.jobId().equals(job.id()) && !one.status().isFinal());
        require(isOver || job.nextFire() != null || awaits, "job %s has come to a standstill", job);
    }

    /** The latest time that the job is known to have been looked at; the clock may have been set back since. */
    private static Instant latest(Job job, Fact.Ended ended) {
        Stream<Instant> ends = ended.executions().stream()
                .filter(one -> one.jobId().equals(job.id()))
                .flatMap(one -> Stream.ofNullable(one.finishedAt()));
        return Stream.concat(Stream.of(ended.wall(), job.updatedAt()), ends)
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }

    private boolean isWell(Execution execution, Duration now, Instant wall) {
        Duration age = now.minus(since.getOrDefault(execution.id(), Duration.ZERO));
        return execution.status().isFinal()
                || age.compareTo(within) < 0
                || execution.fireTime().isAfter(wall.minus(within))
                || execution.shards().stream()
                        .anyMatch(shard ->
                                shard.retryAt() != null && shard.retryAt().isAfter(wall));
    }
}
