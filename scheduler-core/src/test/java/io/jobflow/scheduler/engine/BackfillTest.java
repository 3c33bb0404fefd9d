package io.jobflow.scheduler.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobflow.bridge.JobResult;
import io.jobflow.scheduler.dispatch.DispatchRequest;
import io.jobflow.scheduler.execution.Backfill;
import io.jobflow.scheduler.execution.BackfillStatus;
import io.jobflow.scheduler.execution.Execution;
import io.jobflow.scheduler.execution.ExecutionStatus;
import io.jobflow.scheduler.execution.Outcome;
import io.jobflow.scheduler.execution.Trigger;
import io.jobflow.scheduler.job.ConcurrencyPolicy.Overlap;
import io.jobflow.scheduler.testkit.Jobs;
import io.jobflow.scheduler.testkit.SchedulerHarness;
import io.jobflow.scheduler.testkit.SchedulerHarness.CommitFate;
import io.jobflow.scheduler.testkit.SchedulerHarness.ProcessLost;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Fires of the past, on request. */
class BackfillTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final SchedulerHarness scheduler = new SchedulerHarness();
    private final Set<DispatchRequest> answered = new HashSet<>();

    @Test
    void firesOnceForEveryFireTimeOldestFirst() {
        job();

        Backfill begun = begin(10, 20, 1);
        answerAll();

        List<Instant> expected =
                IntStream.range(10, 20).mapToObj(BackfillTest::minute).toList();
        assertThat(scheduler.sent)
                .extracting(request -> request.execution().fireTime())
                .isEqualTo(expected);
        assertThat(scheduler.executions()).allSatisfy(execution -> {
            assertThat(execution.trigger()).isEqualTo(Trigger.BACKFILL);
            assertThat(execution.fireKey())
                    .isEqualTo("b:" + begun.id() + ":" + execution.fireTime().toEpochMilli());
        });
        assertThat(stored(begun).status()).isEqualTo(BackfillStatus.DONE);
        assertThat(stored(begun).made()).isEqualTo(10);
    }

    @Test
    void fromCountsAndToDoesNot() {
        job();

        begin(10, 11, 1);
        answerAll();

        assertThat(scheduler.sent)
                .extracting(request -> request.execution().fireTime())
                .containsExactly(minute(10));
    }

    @Test
    void hasNoMoreUnderWayThanItMayAndNoMoreInMemory() {
        job();

        Backfill begun = begin(0, 1_000, 3);

        assertThat(scheduler.sent).hasSize(3);
        assertThat(scheduler.engine().load().liveExecutions()).isEqualTo(3);
        assertThat(stored(begun).made()).isEqualTo(3);
        scheduler.answer(scheduler.sent.get(1), Outcome.success(200));
        assertThat(scheduler.sent).hasSize(4);
        assertThat(stored(begun).made()).isEqualTo(4);
    }

    @Test
    void countsNotAgainstItsJobsLimit() {
        job();
        begin(0, 10, 2);

        Execution present = scheduler.trigger("report");

        assertThat(scheduler.stored(present).status()).isEqualTo(ExecutionStatus.RUNNING);
        assertThat(scheduler.sent)
                .extracting(DispatchRequest::lockKey)
                .hasSize(3)
                .doesNotHaveDuplicates()
                .contains("report/0");
    }

    @Test
    void goesOnAfterARestartWhereItWas() {
        job();
        Backfill begun = begin(0, 10, 2);
        answer(4);

        scheduler.restart();
        int live = scheduler.engine().load().liveExecutions();
        for (int i = 0; i < 3; i++) {
            scheduler.advance(Duration.ofSeconds(31));
            answerAll();
        }

        assertThat(live).isEqualTo(2);
        assertThat(stored(begun).status()).isEqualTo(BackfillStatus.DONE);
        assertThat(fireTimes()).containsExactlyInAnyOrderElementsOf(minutes(0, 10));
    }

    @ParameterizedTest
    @EnumSource(
            value = CommitFate.class,
            names = {"LOST", "APPLIED_UNHEARD"})
    void aProcessLostAtAnyCommitLosesNoFireTimeAndDoublesNone(CommitFate fate) {
        for (int commit = 0; commit < 24; commit++) {
            BackfillTest one = new BackfillTest();
            one.job();
            one.scheduler.atCommit(commit, fate);
            boolean begun = one.crashOnTheWay();

            assertThat(one.fireTimes())
                    .as("lost at commit %d", commit)
                    .containsExactlyInAnyOrderElementsOf(begun ? minutes(0, 6) : List.of());
        }
    }

    /** Plays a backfill to its end over one loss; whether it was begun before. */
    private boolean crashOnTheWay() {
        try {
            begin(0, 6, 2);
            answerAll();
        } catch (ProcessLost lost) {
            scheduler.restart();
        }
        scheduler.atCommit(-1, CommitFate.APPLIED);
        for (int i = 0; i < 10; i++) {
            scheduler.advance(Duration.ofSeconds(31));
            answerAll();
        }
        assertThat(scheduler.executions()).extracting(Execution::status).allMatch(ExecutionStatus::isFinal);
        return scheduler.store.findBackfill(1).isPresent();
    }

    @Test
    void aCancelledOneMakesNoMoreAndWhatItMadeEnds() {
        job();
        Backfill begun = begin(0, 10, 2);

        Reply reply = scheduler.submit(new Command.CancelBackfill(begun.id()));
        answerAll();

        assertThat(((Reply.BackfillStands) reply).backfill().status()).isEqualTo(BackfillStatus.CANCELLED);
        assertThat(scheduler.statuses()).containsExactly(ExecutionStatus.SUCCESS, ExecutionStatus.SUCCESS);
        assertThat(stored(begun).finishedAt()).isEqualTo(scheduler.time.now());
    }

    @Test
    void whatHasEndedCannotBeCancelled() {
        job();
        Backfill begun = begin(0, 1, 1);
        answerAll();

        Reply reply = scheduler.submit(new Command.CancelBackfill(begun.id()));

        assertThat(((Reply.Conflict) reply).code()).isEqualTo("backfill.final");
    }

    @Test
    void endsWithItsJob() {
        job();
        Backfill begun = begin(0, 10, 2);

        scheduler.submit(new Command.DeleteJob("report"));
        answerAll();

        assertThat(scheduler.sent).hasSize(2);
        assertThat(stored(begun).status()).isEqualTo(BackfillStatus.CANCELLED);
        assertThat(scheduler.engine().state().jobs).isEmpty();
    }

    @Test
    void runsForADisabledJob() {
        job();
        scheduler.submit(new Command.EnableJob("report", false));

        begin(0, 5, 1);
        answerAll();

        assertThat(fireTimes()).isEqualTo(minutes(0, 5));
    }

    @Test
    void sendsItsOwnParams() {
        job();

        scheduler.submit(new Command.StartBackfill("report", minute(0), minute(2), 1, "{\"dry\":true}", null, null, 2));
        answerAll();

        assertThat(scheduler.sent)
                .extracting(request -> request.execution().params())
                .containsOnly("{\"dry\":true}");
    }

    @Test
    void aFailedExecutionDoesNotStopTheOthers() {
        job();
        Backfill begun = begin(0, 2, 1);

        scheduler.answer(new Outcome(JobResult.FAILURE, 404, "gone", null, false, null));
        answerAll();

        assertThat(scheduler.statuses()).containsExactly(ExecutionStatus.FAILURE, ExecutionStatus.SUCCESS);
        assertThat(stored(begun).status()).isEqualTo(BackfillStatus.DONE);
    }

    @Test
    void theSameKeyNamesTheSameBackfill() {
        job();

        Reply first = scheduler.submit(keyed("k", "h"));
        Reply second = scheduler.submit(keyed("k", "h"));
        Reply other = scheduler.submit(keyed("k", "another"));

        assertThat(((Reply.BackfillStands) second).existed()).isTrue();
        assertThat(((Reply.BackfillStands) second).backfill().id())
                .isEqualTo(((Reply.BackfillStands) first).backfill().id());
        assertThat(((Reply.Conflict) other).code()).isEqualTo("idempotency-key.reused");
    }

    @Test
    void givesWayToThePresentWhenSlotsAreShort() {
        SchedulerHarness tight = new SchedulerHarness(EngineSettings.DEFAULT.withMaxInFlight(1, 1));
        tight.create(Jobs.manual("blocker").build());
        tight.create(Jobs.manual("other").build());
        tight.create(Jobs.every(MINUTE).named("report").build());
        tight.submit(new Command.EnableJob("report", false));
        tight.advance(MINUTE.multipliedBy(9));
        tight.trigger("blocker");
        Execution present = tight.trigger("other");
        tight.advance(Duration.ofSeconds(1));

        tight.submit(new Command.StartBackfill("report", minute(0), minute(3), 1, null, null, null, 3));
        tight.answer(Outcome.success(200));

        assertThat(tight.sent.get(1).execution().id()).isEqualTo(present.id());
    }

    @Test
    void oneThatIsSentAgainBeforeItEverRanHoldsNoPlaceOfTheJob() {
        SchedulerHarness tight = new SchedulerHarness(EngineSettings.DEFAULT.withMaxInFlight(1, 1));
        tight.create(
                Jobs.every(MINUTE).named("report").concurrency(Overlap.SKIP, 1).build());
        tight.submit(new Command.EnableJob("report", false));
        tight.advance(Duration.ofDays(2));
        tight.submit(new Command.StartBackfill("report", minute(0), minute(2), 2, null, null, null, 2));
        Execution never = tight.executions().get(1);
        tight.submit(new Command.Cancel(never));

        tight.submit(new Command.Reopen(tight.stored(never)));
        Execution present = tight.trigger("report");

        assertThat(tight.stored(never).isWaitingForTurn()).isFalse();
        assertThat(present.status()).isEqualTo(ExecutionStatus.PENDING);
    }

    private void job() {
        scheduler.create(Jobs.every(MINUTE)
                .named("report")
                .concurrency(Overlap.SKIP, 1)
                .timeout(Duration.ofSeconds(30))
                .build());
        scheduler.submit(new Command.EnableJob("report", false));
        scheduler.advance(Duration.ofDays(2));
        scheduler.submit(new Command.EnableJob("report", true));
    }

    /** The fire time so many minutes after the first one. */
    private static Instant minute(int number) {
        return SchedulerHarness.START.plus(MINUTE.multipliedBy(number + 1L));
    }

    private static List<Instant> minutes(int from, int to) {
        return IntStream.range(from, to).mapToObj(BackfillTest::minute).toList();
    }

    private Backfill begin(int from, int to, int maxConcurrent) {
        Reply reply = scheduler.submit(new Command.StartBackfill(
                "report", minute(from), minute(to), maxConcurrent, null, null, null, to - from));
        return ((Reply.BackfillStands) reply).backfill();
    }

    private static Command keyed(@Nullable String key, @Nullable String hash) {
        return new Command.StartBackfill("report", minute(0), minute(3), 1, null, key, hash, 3);
    }

    private void answer(int count) {
        for (int i = 0; i < count; i++) {
            DispatchRequest open = scheduler.sent.stream()
                    .filter(request -> !answered.contains(request))
                    .findFirst()
                    .orElseThrow();
            answered.add(open);
            scheduler.answer(open, Outcome.success(200));
        }
    }

    private void answerAll() {
        for (int i = 0; i < scheduler.sent.size(); i++) {
            DispatchRequest request = scheduler.sent.get(i);
            if (answered.add(request)) {
                scheduler.answer(request, Outcome.success(200));
            }
        }
    }

    /** Of every execution that a backfill made. */
    private List<Instant> fireTimes() {
        List<Instant> times = new ArrayList<>();
        scheduler.executions().stream()
                .filter(execution -> execution.trigger() == Trigger.BACKFILL)
                .forEach(execution -> times.add(execution.fireTime()));
        return times;
    }

    private Backfill stored(Backfill backfill) {
        return scheduler.store.findBackfill(backfill.id()).orElseThrow();
    }
}
