package io.jobflow.scheduler.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jobflow.scheduler.cron.CronDialect;
import io.jobflow.scheduler.cron.DaylightSaving;
import io.jobflow.scheduler.execution.Execution;
import io.jobflow.scheduler.execution.Outcome;
import io.jobflow.scheduler.job.CalendarJson;
import io.jobflow.scheduler.job.FieldProblem;
import io.jobflow.scheduler.schedule.CronSchedule;
import io.jobflow.scheduler.schedule.FixedDelaySchedule;
import io.jobflow.scheduler.schedule.FixedRateSchedule;
import io.jobflow.scheduler.schedule.MisfirePolicy.Action;
import io.jobflow.scheduler.schedule.OneTimeSchedule;
import io.jobflow.scheduler.schedule.Schedule;
import io.jobflow.scheduler.schedule.Timetable;
import io.jobflow.scheduler.store.StoreWrite;
import io.jobflow.scheduler.testkit.Jobs;
import io.jobflow.scheduler.testkit.SchedulerHarness;
import io.jobflow.scheduler.testkit.SchedulerHarness.CommitFate;
import io.jobflow.scheduler.testkit.SchedulerHarness.ProcessLost;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Jobs that fire on the days of a calendar; the harness begins on Sunday, 1 March 2026, at midnight UTC. */
class CalendarTest {

    private static final String WEEKENDS = "{\"weeklyDaysOff\":[\"saturday\",\"sunday\"]}";
    private static final String NO_DAYS = "{\"excluded\":[\"1970-01-01/9999-12-31\"]}";

    private final SchedulerHarness scheduler = new SchedulerHarness();

    @Test
    void firesOnTheDaysOfTheCalendarAndRecordsNothingOfTheOthers() {
        put(
                "days",
                "{\"weeklyDaysOff\":[\"sunday\"],\"excluded\":[\"2026-03-03\"],\"moved\":{\"2026-03-04\":\"2026-03-08\"}}");
        scheduler.create(daily("report", "days"));

        for (int hour = 0; hour < 9 * 24; hour++) {
            scheduler.advance(Duration.ofHours(1));
            if (!scheduler.sent.isEmpty()) {
                scheduler.answer(Outcome.success(200));
            }
        }

        assertThat(scheduler.executions())
                .extracting(execution -> execution.fireTime().toString())
                .containsExactly(
                        "2026-03-02T09:00:00Z",
                        "2026-03-05T09:00:00Z",
                        "2026-03-06T09:00:00Z",
                        "2026-03-07T09:00:00Z",
                        "2026-03-08T09:00:00Z",
                        "2026-03-09T09:00:00Z");
    }

    @Test
    void anAbsenceMissesOnlyTheDaysOfTheCalendar() {
        put("days", WEEKENDS);
        scheduler.create(Jobs.manual("report")
                .timetable(naming(cron("0 9 * * *"), "days"))
                .misfire(Action.SKIP, Duration.ofMinutes(1), 1)
                .build());

        scheduler.advanceWhileDown(Duration.ofDays(8));
        scheduler.restart();

        assertThat(scheduler.executions()).extracting(Execution::fireTime).hasSize(5);
        assertThat(nextFire("report")).isEqualTo("2026-03-09T09:00:00Z");
    }

    @Test
    void aRestartTakesTheCalendarOver() {
        put("days", WEEKENDS);
        scheduler.create(daily("report", "days"));

        scheduler.restart();
        scheduler.advance(Duration.ofDays(6));

        assertThat(nextFire("report")).isEqualTo("2026-03-09T09:00:00Z");
    }

    @Test
    void refusesAJobThatNamesAnUnknownCalendar() {
        put("china", WEEKENDS);

        FieldProblem problem = refusal(new Command.CreateJob(daily("report", "chjna")));

        assertThat(problem)
                .isEqualTo(new FieldProblem(
                        "calendar.unknown",
                        "schedule.calendar",
                        "chjna",
                        "one of china",
                        "Field schedule.calendar is \"chjna\", which no calendar is called (expected one of china); did you"
                                + " mean china?"));
        assertThat(scheduler.store.findJob("report")).isEmpty();
    }

    @Test
    void saysHowToCreateTheFirstCalendar() {
        FieldProblem problem = refusal(new Command.CreateJob(daily("report", "china")));

        assertThat(problem.message())
                .isEqualTo("Field schedule.calendar is \"china\", which no calendar is called (expected no calendar, as"
                        + " there is none yet); create it first with PUT /api/v1/calendars/china.");
    }

    @Test
    void refusesAJobThatItsCalendarLeavesNoFire() {
        put("never", NO_DAYS);

        FieldProblem problem = refusal(new Command.PutJob(daily("report", "never")));

        assertThat(problem.code()).isEqualTo("schedule.never-fires");
        assertThat(problem.field()).isEqualTo("schedule.calendar");
        assertThat(problem.value()).isEqualTo("never");
    }

    @Test
    void aChangeMovesTheJobsThatUseItOnInTheSameTransaction() {
        put("days", "{}");
        scheduler.create(daily("report", "days"));
        scheduler.create(daily("other", null));
        scheduler.writes.clear();
        scheduler.atCommit(0, CommitFate.LOST);
        assertThatThrownBy(() -> put("days", WEEKENDS)).isInstanceOf(ProcessLost.class);
        assertThat(nextFire("report")).isEqualTo("2026-03-01T09:00:00Z");
        assertThat(scheduler.writes).hasSize(2);
        assertThat(scheduler.writes.get(0)).isInstanceOf(StoreWrite.SaveCalendar.class);
        scheduler.restart();

        put("days", WEEKENDS);

        assertThat(nextFire("report")).isEqualTo("2026-03-02T09:00:00Z");
        assertThat(nextFire("other")).isEqualTo("2026-03-01T09:00:00Z");
        assertThat(untilNextFire()).isEqualTo(Duration.ofHours(9));
        scheduler.submit(new Command.DeleteJob("other"));
        assertThat(untilNextFire()).isEqualTo(Duration.ofHours(33));
    }

    private @Nullable Duration untilNextFire() {
        return scheduler.engine().state().dueJobs.untilNext(scheduler.time.now());
    }

    @Test
    void puttingTheSameCalendarWritesNothing() {
        put("days", WEEKENDS);
        int writes = scheduler.writes.size();

        Reply reply = put("days", WEEKENDS);

        assertThat(reply)
                .isInstanceOfSatisfying(
                        Reply.CalendarSaved.class,
                        saved -> assertThat(saved.created()).isFalse());
        assertThat(scheduler.writes).hasSize(writes);
    }

    @Test
    void aChangeThatWouldStrandAJobIsRefused() {
        put("days", "{}");
        scheduler.create(daily("report", "days"));

        Reply reply = put("days", NO_DAYS);

        assertThat(reply)
                .isEqualTo(new Reply.Conflict(
                        "calendar.strands-jobs",
                        "With this calendar job \"report\" would never fire again; change the calendar or their"
                                + " schedules."));
        assertThat(nextFire("report")).isEqualTo("2026-03-01T09:00:00Z");
    }

    @Test
    void aChangeWakesAJobWhoseDaysHadRunOut() {
        put("days", "{\"excluded\":[\"2026-03-02/9999-12-31\"]}");
        scheduler.create(daily("report", "days"));
        scheduler.advance(Duration.ofHours(10));
        assertThat(nextFire("report")).isNull();

        put("days", "{\"excluded\":[\"2026-03-02\"]}");

        assertThat(nextFire("report")).isEqualTo("2026-03-03T09:00:00Z");
    }

    @Test
    void aChangeDoesNotFireAOneTimeJobAgain() {
        put("days", "{}");
        Schedule once = new OneTimeSchedule(ZonedDateTime.parse("2026-03-02T08:00:00Z"));
        scheduler.create(Jobs.manual("report").timetable(naming(once, "days")).build());
        scheduler.advance(Duration.ofDays(2));
        assertThat(nextFire("report")).isNull();

        put("days", "{\"moved\":{\"2026-03-02\":\"2026-03-09\"}}");

        assertThat(nextFire("report")).isNull();
    }

    @Test
    void aChangeLeavesARequestThatIsAboutToLeave() {
        put("days", "{}");
        Timetable spread = new Timetable(cron("0 9 * * *"), null, null, "days", Duration.ofHours(1));
        scheduler.create(Jobs.manual("report")
                .timetable(spread)
                .timeout(Duration.ofHours(2))
                .build());
        scheduler.advance(Duration.ofHours(9));
        assertThat(scheduler.sent).isEmpty();

        put("days", WEEKENDS);
        scheduler.advance(Duration.ofHours(1));

        assertThat(scheduler.sent).hasSize(1);
        assertThat(nextFire("report")).isEqualTo("2026-03-02T09:00:00Z");
    }

    @Test
    void aChangeKeepsAFixedDelayCounting() {
        put("days", "{\"excluded\":[\"2026-03-01\"]}");
        scheduler.create(Jobs.manual("report")
                .timetable(naming(new FixedDelaySchedule(Duration.ofHours(1)), "days"))
                .build());
        assertThat(nextFire("report")).isEqualTo("2026-03-02T00:00:00Z");

        scheduler.advance(Duration.ofMinutes(10));
        put("days", "{}");
        assertThat(nextFire("report")).isEqualTo("2026-03-01T01:10:00Z");
        scheduler.advance(Duration.ofMinutes(10));
        put("days", "{\"excluded\":[\"2026-03-07\"]}");

        assertThat(nextFire("report")).isEqualTo("2026-03-01T01:10:00Z");
    }

    @Test
    void aChangeLeavesAFixedDelayThatAwaitsAnEnd() {
        put("days", "{}");
        scheduler.create(Jobs.manual("report")
                .timetable(naming(new FixedDelaySchedule(Duration.ofSeconds(10)), "days"))
                .timeout(Duration.ofHours(1))
                .build());
        scheduler.advance(Duration.ofSeconds(10));

        put("days", "{\"excluded\":[\"2026-03-01\"]}");
        assertThat(nextFire("report")).isNull();
        scheduler.answer(Outcome.success(200));

        assertThat(nextFire("report")).isEqualTo("2026-03-02T00:00:00Z");
    }

    @Test
    void daysAreThoseOfTheJobsZone() {
        put("days", "{\"excluded\":[\"2026-03-01\"]}");
        Schedule hourly = new FixedRateSchedule(Duration.ofHours(1), ZoneId.of("Asia/Shanghai"));

        scheduler.create(Jobs.manual("report").timetable(naming(hourly, "days")).build());

        assertThat(nextFire("report")).isEqualTo("2026-03-01T16:00:00Z");
    }

    @Test
    void aCalendarIsDeletedOnlyWhenNoJobNamesIt() {
        put("days", WEEKENDS);
        scheduler.create(daily("report", "days"));

        Reply refused = scheduler.submit(new Command.DeleteCalendar("days"));
        scheduler.submit(new Command.DeleteJob("report"));
        Reply deleted = scheduler.submit(new Command.DeleteCalendar("days"));

        assertThat(refused)
                .isEqualTo(new Reply.Conflict(
                        "calendar.in-use",
                        "Calendar \"days\" is named by job \"report\"; have them name another one first."));
        assertThat(deleted).isEqualTo(new Reply.CalendarDeleted("days"));
        assertThat(scheduler.store.findCalendar("days")).isEmpty();
        assertThat(scheduler.submit(new Command.DeleteCalendar("days"))).isEqualTo(new Reply.NoSuchCalendar("days"));
    }

    @Test
    void thereMayBeAThousandCalendars() {
        for (int i = 0; i < CalendarCommands.MAX_CALENDARS; i++) {
            put("days-" + i, "{}");
        }

        Reply reply = put("one-more", "{}");

        assertThat(reply)
                .isInstanceOfSatisfying(
                        Reply.Conflict.class,
                        conflict -> assertThat(conflict.code()).isEqualTo("calendar.too-many"));
    }

    @Test
    void aJobThatFiresAtStartRespectsWindowAndCalendar() {
        put("days", WEEKENDS);
        Schedule reboot = CronSchedule.of("@reboot", CronDialect.UNIX, DaylightSaving.ONCE, Schedule.UTC, "report");
        scheduler.create(Jobs.manual("report").timetable(naming(reboot, "days")).build());

        scheduler.restart();
        assertThat(scheduler.executions()).isEmpty();
        scheduler.advance(Duration.ofDays(1));
        scheduler.restart();

        assertThat(scheduler.executions()).hasSize(1);
    }

    private Reply put(String name, String json) {
        return scheduler.submit(new Command.PutCalendar(CalendarJson.read(json, name)));
    }

    private FieldProblem refusal(Command command) {
        return ((Reply.Refused) scheduler.submit(command)).problem();
    }

    private @Nullable String nextFire(String job) {
        Instant next = scheduler.store.findJob(job).orElseThrow().nextFire();
        return next == null ? null : next.toString();
    }

    private static io.jobflow.scheduler.job.JobDefinition daily(String name, @Nullable String calendar) {
        return Jobs.manual(name).timetable(naming(cron("0 9 * * *"), calendar)).build();
    }

    private static Timetable naming(Schedule schedule, @Nullable String calendar) {
        return new Timetable(schedule, null, null, calendar, Duration.ZERO);
    }

    private static CronSchedule cron(String text) {
        return CronSchedule.of(text, CronDialect.UNIX, DaylightSaving.ONCE, Schedule.UTC, "report");
    }
}
