package io.jobflow.scheduler.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobflow.scheduler.execution.Execution;
import io.jobflow.scheduler.execution.ExecutionStatus;
import io.jobflow.scheduler.execution.Outcome;
import io.jobflow.scheduler.execution.Trigger;
import io.jobflow.scheduler.job.RetentionPolicy;
import io.jobflow.scheduler.job.ShardPlan;
import io.jobflow.scheduler.testkit.Jobs;
import io.jobflow.scheduler.testkit.SchedulerHarness;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a walk over the history removes and what stays. */
class HistoryPassTest {

    private static final HistorySettings WEEK = new HistorySettings(Duration.ofDays(7), 1_000, Duration.ofDays(90));

    private final SchedulerHarness scheduler = new SchedulerHarness();
    private final List<Command.Prune> chunks = new ArrayList<>();

    @Test
    void removesWhatIsOlderThanTheAge() {
        scheduler.create(Jobs.manual("report").build());
        succeed("report");
        scheduler.advance(Duration.ofDays(6));
        Execution young = succeed("report");
        scheduler.advance(Duration.ofDays(2));

        walk(WEEK);

        assertThat(scheduler.executions()).extracting(Execution::id).containsExactly(young.id());
    }

    @Test
    void removesTheOldestBeyondTheCount() {
        scheduler.create(
                Jobs.manual("report").retention(new RetentionPolicy(null, 3)).build());
        List<Execution> all = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            all.add(succeed("report"));
            scheduler.advance(Duration.ofSeconds(1));
        }
        scheduler.advance(Duration.ofHours(1));

        walk(WEEK);

        assertThat(scheduler.executions())
                .extracting(Execution::id)
                .containsExactlyElementsOf(
                        all.subList(5, 8).stream().map(Execution::id).toList());
    }

    @Test
    void letsAJobSayHowLong() {
        scheduler.create(Jobs.manual("short")
                .retention(new RetentionPolicy(Duration.ofHours(1), null))
                .build());
        scheduler.create(Jobs.manual("long")
                .retention(new RetentionPolicy(Duration.ofDays(700), null))
                .build());
        for (String job : List.of("short", "short", "long", "long")) {
            succeed(job);
        }
        scheduler.advance(Duration.ofDays(600));

        walk(WEEK);

        assertThat(scheduler.executions())
                .extracting(Execution::jobName)
                .containsExactlyInAnyOrder("short", "long", "long");
    }

    @Test
    void keepsTheNewestOfALivingJobWhateverItsAge() {
        scheduler.create(Jobs.manual("yearly").build());
        succeed("yearly");
        Execution newest = succeed("yearly");
        scheduler.advance(Duration.ofDays(300));

        walk(WEEK);

        assertThat(scheduler.executions()).extracting(Execution::id).containsExactly(newest.id());
    }

    @Test
    void keepsWhatHasJustEndedWhateverTheCount() {
        scheduler.create(
                Jobs.manual("report").retention(new RetentionPolicy(null, 1)).build());
        for (int i = 0; i < 5; i++) {
            succeed("report");
        }
        scheduler.advance(HistoryPass.SHORTEST_AGE.minusSeconds(1));

        walk(WEEK);

        assertThat(scheduler.executions()).hasSize(5);
    }

    @Test
    void keepsWhatIsNotFinished() {
        scheduler.create(Jobs.manual("report")
                .timeout(Duration.ofHours(24))
                .maxAttempts(100)
                .build());
        scheduler.trigger("report");
        scheduler.advance(Duration.ofHours(23));

        walk(new HistorySettings(Duration.ofMinutes(1), 1, Duration.ofMinutes(1)));

        assertThat(scheduler.statuses()).containsExactly(ExecutionStatus.RUNNING);
        assertThat(chunks).isEmpty();
    }

    @Test
    void keepsWhatADeadLetterWaitsForUntilThatIsTooOldToo() {
        scheduler.create(Jobs.manual("report").maxAttempts(1).build());
        scheduler.trigger("report");
        scheduler.answer(SchedulerHarness.failure("broken"));
        succeed("report");
        scheduler.advance(Duration.ofDays(89));
        walk(WEEK);
        int before = scheduler.executions().size();

        scheduler.advance(Duration.ofDays(2));
        walk(WEEK);

        assertThat(before).isEqualTo(2);
        assertThat(scheduler.statuses()).containsExactly(ExecutionStatus.SUCCESS);
    }

    @Test
    void removesADeletedJobWithItsHistory() {
        scheduler.create(Jobs.manual("gone").build());
        scheduler.create(Jobs.manual("newer").build());
        succeed("gone");
        scheduler.submit(new Command.DeleteJob("gone"));
        scheduler.advance(Duration.ofDays(8));

        walk(WEEK);
        walk(WEEK);

        assertThat(scheduler.executions()).isEmpty();
        assertThat(scheduler.store.history().jobHistories("", 10)).isEmpty();
        assertThat(scheduler.store.history().findEmptyJobs(scheduler.time.now(), 0, 10))
                .isEmpty();
    }

    @Test
    void givesNoJobTheIdOfAPrunedOne() {
        scheduler.create(Jobs.manual("gone").build());
        scheduler.submit(new Command.DeleteJob("gone"));
        scheduler.advance(Duration.ofDays(8));
        walk(WEEK);
        scheduler.restart();

        assertThat(scheduler.create(Jobs.manual("next").build()).id().value()).isEqualTo(2);
    }

    @Test
    void leavesAloneWhatLivesAgainSinceItWasLookedAt() {
        scheduler.create(Jobs.manual("report").maxAttempts(1).build());
        Execution failed = scheduler.trigger("report");
        scheduler.answer(SchedulerHarness.failure("broken"));
        scheduler.submit(new Command.Reopen(scheduler.stored(failed)));

        Reply reply = scheduler.submit(new Command.Prune(List.of(failed.id()), List.of()));

        assertThat(reply).isEqualTo(new Reply.Pruned(0, 0));
        assertThat(scheduler.statuses()).containsExactly(ExecutionStatus.RUNNING);
    }

    @Test
    void refusesToSendAgainWhatWasPrunedSinceItWasRead() {
        scheduler.create(Jobs.manual("report").maxAttempts(1).build());
        scheduler.trigger("report");
        scheduler.answer(SchedulerHarness.failure("broken"));
        Execution read = scheduler.executions().get(0);
        Event.Requested prune = scheduler.request(new Command.Prune(List.of(read.id()), List.of()));
        Event.Requested reopen = scheduler.request(new Command.Reopen(read));

        scheduler.round(prune, reopen);

        assertThat(scheduler.takeReply(reopen))
                .isInstanceOfSatisfying(
                        Reply.Conflict.class,
                        conflict -> assertThat(conflict.code()).isEqualTo("execution.changed"));
        assertThat(scheduler.executions()).isEmpty();
    }

    @Test
    void aFireTimeWhoseRowIsGoneDoesNotComeAgain() {
        scheduler.create(Jobs.every(Duration.ofMinutes(1))
                .retention(new RetentionPolicy(Duration.ofMinutes(1), 1))
                .build());
        for (int i = 0; i < 60; i++) {
            scheduler.advance(Duration.ofMinutes(1));
            scheduler.answer(Outcome.success(200));
        }
        walk(WEEK);
        int sent = scheduler.sent.size();
        scheduler.restart();
        scheduler.advance(Duration.ofSeconds(59));

        assertThat(scheduler.sent).hasSize(sent);
        assertThat(scheduler.executions()).hasSizeBetween(10, 12);
    }

    @Test
    void takesFewerExecutionsWhereTheyHaveManyShards() {
        scheduler.create(Jobs.manual("wide").shards(new ShardPlan.Count(1_000)).build());
        for (int i = 0; i < 6; i++) {
            Execution wide = scheduler.trigger("wide");
            scheduler.submit(new Command.Cancel(scheduler.stored(wide)));
        }
        scheduler.advance(Duration.ofDays(8));

        walk(WEEK);

        assertThat(chunks).extracting(chunk -> chunk.executions().size()).containsExactly(2, 2, 1);
    }

    @Test
    void tellsListenersHowMuchWent() {
        scheduler.create(Jobs.manual("report").build());
        succeed("report");
        succeed("report");
        scheduler.advance(Duration.ofDays(8));

        walk(WEEK);

        assertThat(scheduler.notices).contains(new Notice.HistoryPruned(1, 0));
    }

    private Execution succeed(String job) {
        Reply reply = scheduler.submit(new Command.TriggerJob(job, Trigger.API, null, null, null));
        scheduler.answer(Outcome.success(200));
        return ((Reply.Executed) reply).execution();
    }

    private void walk(HistorySettings settings) {
        new HistoryPass(scheduler.store.history(), settings, scheduler.time.now(), chunk -> {
                    chunks.add(chunk);
                    scheduler.submit(chunk);
                    return true;
                })
                .walk();
    }
}
