package io.jobflow.scheduler.job;

import io.jobflow.scheduler.cron.CronDialect;
import io.jobflow.scheduler.cron.CronSyntaxException;
import io.jobflow.scheduler.cron.DaylightSaving;
import io.jobflow.scheduler.schedule.CronSchedule;
import io.jobflow.scheduler.schedule.FixedRateSchedule;
import io.jobflow.scheduler.schedule.ManualSchedule;
import io.jobflow.scheduler.schedule.OneTimeSchedule;
import io.jobflow.scheduler.schedule.Schedule;
import io.jobflow.scheduler.time.GivenTime;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Reads a job's schedule: exactly one of the kinds that {@link #KINDS} lists. */
final class ScheduleReader {

    private static final List<String> KINDS = List.of("cron", "fixedRate", "fixedDelay", "at", "manual");
    private static final List<String> CRON_ONLY = List.of("zone", "dialect", "dst");
    private static final List<String> FIELDS =
            List.of("cron", "zone", "dialect", "dst", "fixedRate", "fixedDelay", "at", "manual");
    private static final String EXPECTED = "exactly one of cron, fixedRate, at, manual";
    private static final ZoneId UTC = ZoneId.of("UTC");
    private static final int MAX_CRON = 1_000;
    private static final Duration LONGEST_INTERVAL = Duration.ofDays(3_660);

    private final JsonFields schedule;
    private final String jobName;

    private ScheduleReader(JsonFields schedule, String jobName) {
        this.schedule = schedule;
        this.jobName = jobName;
    }

    static Schedule read(JsonFields job, String jobName) {
        if (!job.has("schedule")) {
            job.note(FieldProblem.missing(job.at("schedule"), "an object with " + EXPECTED));
            return new ManualSchedule();
        }
        int before = job.problemCount();
        JsonFields schedule = job.object("schedule", FIELDS);
        return job.problemCount() > before ? new ManualSchedule() : new ScheduleReader(schedule, jobName).read();
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
            refuseCronFields(kind);
        }
        return switch (kind) {
            case "cron" -> cron();
            case "fixedRate" -> fixedRate();
            case "at" -> oneTime();
            case "manual" -> manual();
            default -> fixedDelay();
        };
    }

    private void refuseCronFields(String kind) {
        for (String field : CRON_ONLY) {
            if (schedule.has(field)) {
                schedule.note(FieldProblem.of(
                        FieldProblem.CONFLICT,
                        schedule.at(field),
                        String.valueOf(schedule.peek(field)),
                        "no such field beside " + kind + ", it belongs to cron"));
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
            return UTC;
        }
        return Zones.parse(text).orElseGet(() -> {
            schedule.note(Zones.problem(schedule.at("zone"), text));
            return UTC;
        });
    }

    private Schedule fixedRate() {
        return new FixedRateSchedule(schedule.duration(
                "fixedRate", FixedRateSchedule.MIN_INTERVAL, LONGEST_INTERVAL, FixedRateSchedule.MIN_INTERVAL));
    }

    private Schedule oneTime() {
        String text = schedule.text("at", 100);
        if (text == null) {
            return new ManualSchedule();
        }
        Instant at = GivenTime.parseInstant(text).orElse(null);
        if (at == null) {
            schedule.note(FieldProblem.invalid(schedule.at("at"), text, GivenTime.EXPECTED_INSTANT));
            return new ManualSchedule();
        }
        return new OneTimeSchedule(at.truncatedTo(ChronoUnit.MILLIS));
    }

    private Schedule manual() {
        int before = schedule.problemCount();
        boolean manual = schedule.flag("manual", true);
        if (!manual && schedule.problemCount() == before) {
            schedule.note(FieldProblem.invalid(schedule.at("manual"), "false", "true, or another kind of schedule"));
        }
        return new ManualSchedule();
    }

    private Schedule fixedDelay() {
        schedule.note(Unsupported.field(
                schedule.at("fixedDelay"),
                String.valueOf(schedule.peek("fixedDelay")),
                EXPECTED,
                "use fixedRate with concurrency.policy \"skip\""));
        return new ManualSchedule();
    }
}
