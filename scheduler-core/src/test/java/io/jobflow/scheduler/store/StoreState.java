package io.jobflow.scheduler.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobflow.scheduler.execution.Attempt;
import io.jobflow.scheduler.execution.DeadLetter;
import io.jobflow.scheduler.execution.Execution;
import io.jobflow.scheduler.execution.ShardRun;
import io.jobflow.scheduler.execution.ShardStatus;
import io.jobflow.scheduler.job.Job;
import io.jobflow.scheduler.schedule.BusinessCalendar;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Everything that a store shows, to be compared and checked. */
public record StoreState(
        List<Job> jobs, List<Execution> executions, List<DeadLetter> waiting, List<BusinessCalendar> calendars) {

    private static final PageRequest ALL = new PageRequest(0, PageRequest.MAX_SIZE);

    public static final ExecutionFilter EVERYTHING = new ExecutionFilter(null, Set.of(), null, null);

    public static StoreState of(JobStore store) {
        return new StoreState(
                store.listJobs(ALL).items(),
                store.listExecutions(EVERYTHING, ALL).items(),
                store.listDeadLetters(ALL).items(),
                store.listCalendars(ALL).items());
    }

    /** The same with no ids of dead letters, which may have gaps. */
    public StoreState withoutLetterIds() {
        List<DeadLetter> letters = waiting.stream()
                .map(letter -> new DeadLetter(
                        0,
                        letter.executionId(),
                        letter.traceId(),
                        letter.jobName(),
                        letter.reason(),
                        letter.createdAt(),
                        letter.redrivenAt(),
                        letter.discardedAt(),
                        letter.note()))
                .toList();
        return new StoreState(jobs, executions, letters, calendars);
    }

    /** What holds at any time, whatever was written. */
    public void check() {
        Set<String> fires = new HashSet<>();
        for (Execution execution : executions) {
            assertThat(fires.add(execution.jobId() + " " + execution.fireKey()))
                    .as("one record a fire")
                    .isTrue();
            execution.shards().forEach(StoreState::check);
        }
    }

    private static void check(ShardRun shard) {
        for (int i = 0; i < shard.attempts().size(); i++) {
            Attempt attempt = shard.attempts().get(i);
            boolean last = i == shard.attempts().size() - 1;
            assertThat(attempt.number()).as("attempts are contiguous").isEqualTo(i + 1);
            assertThat(attempt.isRunning())
                    .as("only the last attempt of a running shard runs")
                    .isEqualTo(last && shard.status() == ShardStatus.RUNNING);
        }
    }
}
