package io.jobflow.scheduler.cron;

import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code @every d}: one interval after the other on the instant line, whatever the zone's clocks do.
 *
 * @param interval at least one millisecond
 * @param anchor where the intervals start; the first fire is one interval later. Null: each interval starts where it is
 *     asked for, and there is no earlier fire to speak of
 */
record IntervalRecurrence(Duration interval, @Nullable Instant anchor) implements Recurrence {
    @Override
    public Optional<ZonedDateTime> next(ZonedDateTime after, DaylightSaving policy) {
        if (after.getYear() > CivilDays.MAX_YEAR) {
            return Optional.empty();
        }
        Instant start = anchor;
        if (start == null) {
            return at(after.toInstant(), 1, after);
        }
        if (after.toInstant().isBefore(start)) {
            return at(start, 1, after);
        }
        return at(start, Duration.between(start, after.toInstant()).dividedBy(interval) + 1, after);
    }

    @Override
    public Optional<ZonedDateTime> previous(ZonedDateTime before, DaylightSaving policy) {
        Instant start = requireAnchor("previous");
        if (isOutside(before, start)) {
            return Optional.empty();
        }
        Duration elapsed = Duration.between(start, before.toInstant());
        long count = elapsed.minusNanos(1).dividedBy(interval);
        return count < 1 ? Optional.empty() : at(start, count, before);
    }

    @Override
    public boolean matches(ZonedDateTime at, DaylightSaving policy) {
        Instant start = requireAnchor("matches");
        if (isOutside(at, start)) {
            return false;
        }
        Duration elapsed = Duration.between(start, at.toInstant());
        long count = elapsed.dividedBy(interval);
        return count >= 1 && interval.multipliedBy(count).equals(elapsed);
    }

    /** True where no fire can be: not after the anchor, or beyond the years that fires have. */
    private static boolean isOutside(ZonedDateTime time, Instant start) {
        return !time.toInstant().isAfter(start) || time.getYear() > CivilDays.MAX_YEAR;
    }

    private Instant requireAnchor(String question) {
        if (anchor == null) {
            throw new IllegalStateException("Cron expression \"" + canonical(CronDialect.UNIX) + "\" has no anchor, so "
                    + question + " has no answer; call anchoredAt(creation time) first");
        }
        return anchor;
    }

    private Optional<ZonedDateTime> at(Instant start, long count, ZonedDateTime like) {
        Instant fire = start.plus(interval.multipliedBy(count));
        return Optional.of(fire.atZone(like.getZone()));
    }

    @Override
    public boolean satisfiable() {
        return true;
    }

    @Override
    public String canonical(CronDialect dialect) {
        return "@every " + interval;
    }

    @Override
    public String describe(Locale locale) {
        return Description.ofInterval(interval, locale);
    }
}
