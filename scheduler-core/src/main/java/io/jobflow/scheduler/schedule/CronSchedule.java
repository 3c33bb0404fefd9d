package io.jobflow.scheduler.schedule;

import io.jobflow.scheduler.cron.CronDialect;
import io.jobflow.scheduler.cron.CronExpression;
import io.jobflow.scheduler.cron.DaylightSaving;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Optional;

/** Fires at the times of a cron expression in one time zone. */
public final class CronSchedule implements Schedule {

    private final String text;
    private final CronDialect dialect;
    private final DaylightSaving daylightSaving;
    private final ZoneId zone;
    private final CronExpression expression;

    private CronSchedule(String text, CronDialect dialect, DaylightSaving daylightSaving, ZoneId zone, String seed) {
        this.text = text;
        this.dialect = dialect;
        this.daylightSaving = daylightSaving;
        this.zone = zone;
        this.expression = CronExpression.parse(text, dialect, seed).withDaylightSaving(daylightSaving);
    }

    /**
     * Parses a cron schedule.
     *
     * @param seed what {@code H} is hashed from: the job's name
     * @throws io.jobflow.scheduler.cron.CronSyntaxException when the text is not an expression of the dialect
     */
    public static CronSchedule of(
            String text, CronDialect dialect, DaylightSaving daylightSaving, ZoneId zone, String seed) {
        return new CronSchedule(text, dialect, daylightSaving, zone, seed);
    }

    @Override
    public Optional<Instant> next(Instant after, Instant anchor) {
        Optional<Duration> every = expression.everyInterval();
        if (every.isPresent()) {
            return new FixedRateSchedule(every.get()).next(after, anchor);
        }
        return expression.next(ZonedDateTime.ofInstant(after, zone)).map(ZonedDateTime::toInstant);
    }

    @Override
    public boolean firesAtStart() {
        return expression.isReboot();
    }

    @Override
    public boolean isSatisfiable() {
        return expression.isReboot() || expression.isSatisfiable();
    }

    /** The zone that the expression itself names, or else the schedule's. */
    @Override
    public ZoneId dayZone() {
        return expression.zone().orElse(zone);
    }

    /** The expression as it was given. */
    public String text() {
        return text;
    }

    public CronDialect dialect() {
        return dialect;
    }

    public DaylightSaving daylightSaving() {
        return daylightSaving;
    }

    public ZoneId zone() {
        return zone;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CronSchedule that
                && text.equals(that.text)
                && dialect == that.dialect
                && daylightSaving == that.daylightSaving
                && zone.equals(that.zone);
    }

    @Override
    public int hashCode() {
        return text.hashCode() * 31 + zone.hashCode();
    }

    @Override
    public String toString() {
        return "cron \"" + text + "\" in " + zone;
    }
}
