package io.jobflow.scheduler.job;

import io.jobflow.scheduler.cron.CronDialect;
import io.jobflow.scheduler.cron.CronSyntaxException;
import io.jobflow.scheduler.cron.DaylightSaving;
import io.jobflow.scheduler.schedule.CronSchedule;
import io.jobflow.scheduler.schedule.FixedDelaySchedule;
import io.jobflow.scheduler.schedule.FixedRateSchedule;
import io.jobflow.scheduler.schedule.ManualSchedule;
import io.jobflow.scheduler.schedule.OneTimeSchedule;
import io.jobflow.scheduler.schedule.Schedule;
import io.jobflow.scheduler.time.GivenTime;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;

/** Reads a job's schedule: exactly one of the kinds that {@link #KINDS} lists. */
final class ScheduleReader {

    private static final List<String> KINDS = List.of("cron", "fixedRate", "fixedDelay", "at", "manual");
    private static final List<String> CRON_ONLY = List.of("dialect", "dst");
    private static final List<String> WITH_ZONE = List.of("cron", "fixedRate", "fixedDelay");

    /** Everything that a schedule's object may have. */
    static final List<String> FIELDS = List.of(
            "cron",
            "zone",
            "dialect",
            "dst",
            "fixedRate",
            "fixedDelay",
            "at",
            "manual",
            "from",
            "until",
            "calendar",
            "jitter");

    /** What a message says would be accepted. */
    static final String EXPECTED = "exactly one of cron, fixedRate, fixedDelay, at, manual";

    private static final int MAX_CRON = 1_000;
    private static final Duration LONGEST_INTERVAL = Duration.ofDays(3_660);

    private final JsonFields schedule;
    private final String jobName;

    private ScheduleReader(JsonFields schedule, String jobName) {
        this.schedule = schedule;
        this.jobName = jobName;
    }

    /** Reads the schedule; where something is wrong, a problem is noted and the result is a stand-in. */
    static Schedule read(JsonFields schedule, String jobName) {
        return new ScheduleReader(schedule, jobName).read();
    }

    private Schedule read() {
        List<String> kinds = KINDS.stream().filter(schedule::has).toList();
        if (kinds.isEmpty()) {
            schedule.note(FieldProblem.missing(schedule.at(""), EXPECTED));
            return new ManualSchedule();
        }
        if (kinds.size() > 1) {
            schedule.note(FieldProblem.of(FieldProblem.CONFLICT, schedule.at(""), String.join(", ", kinds), EXPECTED));
            return new ManualSchedule();
        }
        String kind = kinds.get(0);
        if (!kind.equals("cron")) {
            refuseBeside(schedule, kind, CRON_ONLY, "cron");
        }
        if (!WITH_ZONE.contains(kind)) {
            refuseBeside(schedule, kind, List.of("zone"), String.join(", ", WITH_ZONE));
        }
        return switch (kind) {
            case "cron" -> cron();
            case "fixedRate" -> fixedRate();
            case "fixedDelay" -> fixedDelay();
            case "at" -> oneTime();
            default -> manual();
        };
    }

    /** Notes fields that make no sense beside a kind of schedule. */
    static void refuseBeside(JsonFields schedule, String kind, List<String> fields, String owner) {
        for (String field : fields) {
            if (schedule.has(field)) {
                schedule.note(FieldProblem.of(
                        FieldProblem.CONFLICT,
                        schedule.at(field),
                        String.valueOf(schedule.peek(field)),
                        "no such field beside " + kind + ", it belongs to " + owner));
            }
        }
    }

    private Schedule cron() {
        int before = schedule.problemCount();
        String text = schedule.text("cron", MAX_CRON);
        CronDialect dialect = schedule.choice("dialect", CronDialect.UNIX);
        DaylightSaving daylightSaving = schedule.choice("dst", DaylightSaving.ONCE);
        ZoneId zone = zone();
        if (text == null || schedule.problemCount() > before) {
            return new ManualSchedule();
        }
        try {
            CronSchedule cron = CronSchedule.of(text, dialect, daylightSaving, zone, jobName);
            if (!cron.isSatisfiable()) {
                noteNeverFires(text);
            }
            return cron;
        } catch (CronSyntaxException e) {
            schedule.note(CronProblems.of(schedule.at("cron"), text, dialect, e));
            return new ManualSchedule();
        }
    }

    private void noteNeverFires(String text) {
        String expected = "an expression that matches at least one date";
        String sentence = "Field " + schedule.at("cron") + " is \"" + text + "\", which no date ever matches (expected "
                + expected + "); correct the day or month.";
        schedule.note(new FieldProblem(FieldProblem.NEVER_FIRES, schedule.at("cron"), text, expected, sentence));
    }

    private ZoneId zone() {
        String text = schedule.text("zone", 100);
        if (text == null) {
            return Schedule.UTC;
        }
        return Zones.parse(text).orElseGet(() -> {
            schedule.note(Zones.problem(schedule.at("zone"), text));
            return Schedule.UTC;
        });
    }

    private Schedule fixedRate() {
        return new FixedRateSchedule(interval("fixedRate"), zone());
    }

    private Schedule fixedDelay() {
        return new FixedDelaySchedule(interval("fixedDelay"), zone());
    }

    private Duration interval(String kind) {
        Duration shortest = FixedRateSchedule.MIN_INTERVAL;
        return schedule.duration(kind, shortest, LONGEST_INTERVAL, shortest);
    }

    private Schedule oneTime() {
        String text = schedule.text("at", 100);
        if (text == null) {
            return new ManualSchedule();
        }
        ZonedDateTime at = GivenTime.parseZoned(text).orElse(null);
        if (at == null) {
            schedule.note(FieldProblem.invalid(schedule.at("at"), text, GivenTime.EXPECTED_ZONED));
            return new ManualSchedule();
        }
        return new OneTimeSchedule(at);
    }

    private Schedule manual() {
        int before = schedule.problemCount();
        boolean manual = schedule.flag("manual", true);
        if (!manual && schedule.problemCount() == before) {
            schedule.note(FieldProblem.invalid(schedule.at("manual"), "false", "true, or another kind of schedule"));
        }
        return new ManualSchedule();
    }
}
