package io.jobflow.scheduler.engine;

import static io.jobflow.scheduler.testkit.SchedulerHarness.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.jobflow.scheduler.execution.Execution;
import io.jobflow.scheduler.execution.ExecutionStatus;
import io.jobflow.scheduler.execution.Outcome;
import io.jobflow.scheduler.execution.Trigger;
import io.jobflow.scheduler.job.ConcurrencyPolicy.Overlap;
import io.jobflow.scheduler.job.Job;
import io.jobflow.scheduler.schedule.FixedRateSchedule;
import io.jobflow.scheduler.schedule.MisfirePolicy.Action;
import io.jobflow.scheduler.schedule.OneTimeSchedule;
import io.jobflow.scheduler.schedule.Timetable;
import io.jobflow.scheduler.store.StoreWrite;
import io.jobflow.scheduler.testkit.Jobs;
import io.jobflow.scheduler.testkit.SchedulerHarness;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Rates, windows, spreads and one-time jobs at work. */
class TimetableFiringTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final SchedulerHarness scheduler = new SchedulerHarness();

    @Test
    void aFixedRateDoesNotDriftOverClockJumpsAndRestarts() {
        scheduler.create(Jobs.every(MINUTE)
                .misfire(Action.SKIP, Duration.ZERO, 1)
                .concurrency(Overlap.ALLOW, 100)
                .build());

        scheduler.advance(Duration.ofSeconds(95));
        scheduler.time.setWall(scheduler.time.now().plusSeconds(200));
        scheduler.advance(Duration.ofSeconds(30));
        scheduler.time.setWall(scheduler.time.now().minusSeconds(77));
        scheduler.advance(Duration.ofSeconds(240));
        scheduler.advanceWhileDown(Duration.ofMillis(91_234));
        scheduler.restart();
        scheduler.advance(MINUTE);

        assertThat(scheduler.executions())
                .hasSizeGreaterThan(8)
                .allSatisfy(execution -> assertThat(
                                Duration.between(START, execution.fireTime()).toMillis() % MINUTE.toMillis())
                        .isZero());
        assertThat(scheduler.executions()).extracting(Execution::fireTime).doesNotHaveDuplicates();
    }

    @Test
    void nothingFiresNorIsMissedOutsideTheWindow() {
        scheduler.create(Jobs.every(MINUTE)
                .timetable(window(START.plusSeconds(150), START.plusSeconds(360)))
                .misfire(Action.SKIP, Duration.ZERO, 1)
                .build());

        scheduler.advanceWhileDown(Duration.ofMinutes(3).plusSeconds(30));
        scheduler.restart();
        scheduler.advance(Duration.ofHours(1));

        assertThat(scheduler.executions())
                .extracting(Execution::fireTime)
                .containsExactly(START.plusSeconds(180), START.plusSeconds(240), START.plusSeconds(300));
        assertThat(job().nextFire()).isNull();
    }

    @Test
    void aRequestLeavesAtItsOffsetAndKeepsItsFireTime() {
        Job job = scheduler.create(Jobs.every(Duration.ofHours(1))
                .timetable(jittered(Duration.ofHours(1), Duration.ofMinutes(10)))
                .build());
        Instant fireTime = START.plus(Duration.ofHours(1));
        Instant leaves = job.dueAt(fireTime);
        assertThat(leaves).isAfter(fireTime);

        scheduler.advance(Duration.between(START, leaves).minusMillis(1));
        assertThat(scheduler.sent).isEmpty();
        scheduler.advance(Duration.ofMillis(1));

        assertThat(scheduler.sent).singleElement().satisfies(request -> {
            assertThat(request.execution().fireTime()).isEqualTo(fireTime);
            assertThat(request.execution().trigger()).isEqualTo(Trigger.SCHEDULE);
            assertThat(request.attempt().startedAt()).isEqualTo(leaves);
        });
    }

    @Test
    void aRestartKeepsTheOffset() {
        Job job = scheduler.create(Jobs.every(Duration.ofHours(1))
                .timetable(jittered(Duration.ofHours(1), Duration.ofMinutes(10)))
                .build());
        Instant leaves = job.dueAt(START.plus(Duration.ofHours(1)));
        scheduler.advance(Duration.ofHours(1));

        scheduler.restart();
        scheduler.advance(Duration.between(scheduler.time.now(), leaves));

        assertThat(scheduler.sent).hasSize(1);
        assertThat(scheduler.sent.get(0).attempt().startedAt()).isEqualTo(leaves);
    }

    @Test
    void latenessCountsFromTheOffset() {
        Job job = scheduler.create(Jobs.every(Duration.ofHours(1))
                .timetable(jittered(Duration.ofHours(1), Duration.ofMinutes(10)))
                .misfire(Action.SKIP, Duration.ofSeconds(5), 1)
                .build());
        Instant leaves = job.dueAt(START.plus(Duration.ofHours(1)));

        scheduler.advanceWhileDown(Duration.between(START, leaves).plusSeconds(4));
        scheduler.restart();

        assertThat(scheduler.statuses()).containsExactly(ExecutionStatus.RUNNING);
    }

    @Test
    void aSpreadWiderThanTheIntervalKeepsFiresInOrderAndMissesNone() {
        scheduler.create(Jobs.every(MINUTE)
                .timetable(jittered(MINUTE, Duration.ofHours(1)))
                .misfire(Action.SKIP, Duration.ZERO, 1)
                .concurrency(Overlap.ALLOW, 1_000)
                .build());

        scheduler.advance(Duration.ofHours(5));

        List<Instant> sent = scheduler.sent.stream()
                .map(request -> request.execution().fireTime())
                .distinct()
                .toList();
        assertThat(sent).isSorted().hasSizeGreaterThan(200);
        assertThat(scheduler.statuses()).doesNotContain(ExecutionStatus.MISFIRED);
        for (int i = 0; i < sent.size(); i++) {
            assertThat(sent.get(i)).isEqualTo(START.plus(MINUTE.multipliedBy(i + 1)));
        }
    }

    @Test
    void aTriggerByHandLeavesAtOnce() {
        scheduler.create(Jobs.every(Duration.ofHours(1))
                .timetable(jittered(Duration.ofHours(1), Duration.ofMinutes(10)))
                .build());

        scheduler.trigger("report");

        assertThat(scheduler.sent).hasSize(1);
    }

    @Test
    void aOneTimeJobStaysAsAFinishedOne() {
        scheduler.create(once("report", 60));

        scheduler.advance(MINUTE);
        scheduler.answer(Outcome.success(200));
        scheduler.advance(Duration.ofDays(1));
        scheduler.restart();

        assertThat(scheduler.statuses()).containsExactly(ExecutionStatus.SUCCESS);
        assertThat(job().nextFire()).isNull();
    }

    @Test
    void aTickTouchesOnlyTheOneTimeJobsThatAreDue() {
        SchedulerHarness scheduler = new SchedulerHarness(EngineSettings.DEFAULT.withPlanAhead(Duration.ZERO));
        for (int i = 0; i < 20_000; i++) {
            scheduler.submit(new Command.CreateJob(once("once-" + i, 3_600 + i)));
        }
        scheduler.writes.clear();
        Engine engine = scheduler.engine();

        scheduler.advance(Duration.ofSeconds(3_599));
        assertThat(scheduler.writes).isEmpty();
        assertThat(engine.step(new Event.Tick(), scheduler.time.moment())).isEmpty();
        assertThat(engine.untilNextWake(scheduler.time.moment())).isEqualTo(Duration.ofSeconds(1));
        for (int i = 0; i < 100; i++) {
            scheduler.advance(Duration.ofSeconds(1));
            scheduler.answer(Outcome.success(200));
        }

        assertThat(scheduler.writes).hasSize(200);
        assertThat(scheduler.writes)
                .filteredOn(StoreWrite.RecordFires.class::isInstance)
                .hasSize(100);
        assertThat(scheduler.sent).hasSize(100);
        assertThat(engine.load()).isEqualTo(EngineLoad.NONE);
    }

    @Test
    void refusesAOneTimeJobInThePastAndKeepsOneThatHasRun() {
        scheduler.create(once("report", 60));
        scheduler.advance(MINUTE);

        Reply late = scheduler.submit(new Command.CreateJob(once("late", 60)));
        Reply edited = scheduler.submit(new Command.PutJob(
                Jobs.manual("report").schedule(at(60)).priority(4).build()));

        assertThat(late).isInstanceOfSatisfying(Reply.Refused.class, refused -> {
            assertThat(refused.problem().code()).isEqualTo("schedule.never-fires");
            assertThat(refused.problem().message())
                    .isEqualTo(
                            "Field schedule.at is \"2026-03-01T00:01:00Z\", which is in the past (expected an instant"
                                    + " in the future); use {\"manual\": true} and trigger the job to run it now.");
        });
        assertThat(scheduler.store.findJob("late")).isEmpty();
        assertThat(edited).isInstanceOf(Reply.JobSaved.class);
    }

    @Test
    void refusesAWindowInWhichNothingFires() {
        Timetable over = window(null, START.minusSeconds(1));
        Timetable between = window(START.plusSeconds(61), START.plusSeconds(119));

        assertThat(refusal(over)).isEqualTo("schedule.until");
        assertThat(refusal(between)).isEqualTo("schedule.until");
    }

    private String refusal(Timetable timetable) {
        Reply reply = scheduler.submit(
                new Command.CreateJob(Jobs.every(MINUTE).timetable(timetable).build()));
        return ((Reply.Refused) reply).problem().field();
    }

    private static io.jobflow.scheduler.job.JobDefinition once(String name, int second) {
        return Jobs.manual(name).schedule(at(second)).build();
    }

    private static OneTimeSchedule at(int second) {
        return new OneTimeSchedule(START.plusSeconds(second).atZone(ZoneOffset.UTC));
    }

    private static Timetable window(@Nullable Instant from, Instant until) {
        ZonedDateTime begin = from == null ? null : from.atZone(ZoneOffset.UTC);
        return new Timetable(new FixedRateSchedule(MINUTE), begin, until.atZone(ZoneOffset.UTC), null, Duration.ZERO);
    }

    private static Timetable jittered(Duration rate, Duration jitter) {
        return new Timetable(new FixedRateSchedule(rate), null, null, null, jitter);
    }

    private Job job() {
        return scheduler.store.findJob("report").orElseThrow();
    }
}
