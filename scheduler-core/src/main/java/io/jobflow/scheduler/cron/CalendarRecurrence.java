package io.jobflow.scheduler.cron;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A calendar pattern on the clocks of a zone. Time is walked stretch by stretch of constant offset; inside a stretch the
 * local search decides. Under {@link DaylightSaving#ONCE} a local time fires when the wall clock first reaches or passes
 * it, which is the gap's end for a time inside a gap, and never again when the clock goes back over it.
 */
final class CalendarRecurrence implements Recurrence {
    private static final long NONE = CalendarPattern.NONE;
    private static final long MIN_INSTANT = CivilDays.firstOfMonth(CivilDays.MIN_YEAR, 2) * 86_400;
    private static final long BEYOND = Long.MAX_VALUE / 2;
    /** No clock was ever set by more than a day; so far from the start no stretch can repeat what was searched. */
    private static final long LONGEST_SHIFT = 2 * 86_400;

    private static final long MAX_INSTANT = CivilDays.firstOfMonth(CivilDays.MAX_YEAR, 12) * 86_400;

    private final CalendarPattern pattern;
    private final boolean rhythmic;

    /** The timeline used last; a race costs a look-up, never a wrong answer, because a timeline is immutable. */
    private @Nullable OffsetTimeline lastTimeline;

    /**
     * @param rhythmic true where hour or minute contain {@code *} or {@code /}, so that {@link DaylightSaving#ONCE} does
     *     not apply
     */
    CalendarRecurrence(CalendarPattern pattern, boolean rhythmic) {
        this.pattern = pattern;
        this.rhythmic = rhythmic;
    }

    @Override
    public Optional<ZonedDateTime> next(ZonedDateTime after, DaylightSaving policy) {
        ZoneId zone = after.getZone();
        long from = after.toEpochSecond() + 1;
        if (from > MAX_INSTANT) {
            return Optional.empty();
        }
        return at(nextInstant(zone, Math.max(from, MIN_INSTANT), once(policy)), zone);
    }

    @Override
    public Optional<ZonedDateTime> previous(ZonedDateTime before, DaylightSaving policy) {
        ZoneId zone = before.getZone();
        long upTo = before.getNano() > 0 ? before.toEpochSecond() : before.toEpochSecond() - 1;
        if (upTo < MIN_INSTANT) {
            return Optional.empty();
        }
        return at(previousInstant(zone, Math.min(upTo, MAX_INSTANT), once(policy)), zone);
    }

    @Override
    public boolean matches(ZonedDateTime at, DaylightSaving policy) {
        long second = at.toEpochSecond();
        return at.getNano() == 0
                && second >= MIN_INSTANT
                && second <= MAX_INSTANT
                && nextInstant(at.getZone(), second, once(policy)) == second;
    }

    private boolean once(DaylightSaving policy) {
        return policy == DaylightSaving.ONCE && !rhythmic;
    }

    private static Optional<ZonedDateTime> at(long epochSecond, ZoneId zone) {
        if (epochSecond == NONE) {
            return Optional.empty();
        }
        return Optional.of(ZonedDateTime.ofInstant(Instant.ofEpochSecond(epochSecond), zone));
    }

    /** The first fire time at or after {@code from}. */
    private long nextInstant(ZoneId zone, long from, boolean once) {
        OffsetTimeline timeline = timeline(zone, from);
        int index = timeline.indexOf(from);
        long start = from;
        long searched = Long.MAX_VALUE;
        long found = BEYOND;
        while (true) {
            int offset = timeline.offsetOf(index);
            long local = start + offset;
            long open = once ? openTimes(timeline, index, start) : local;
            if (open < searched || open > found) {
                searched = open;
                found = pattern.next(open);
                if (found == NONE) {
                    found = BEYOND;
                }
            }
            long end = timeline.endOf(index);
            if (found - offset < end) {
                return Math.max(found - offset, start); // before the start: the clock jumped over it
            }
            start = end;
            if (start > MAX_INSTANT || found == BEYOND && start - from > LONGEST_SHIFT) {
                return NONE;
            }
            if (++index == timeline.size()) {
                timeline = timeline(zone, start);
                index = 0;
            }
        }
    }

    /**
     * The first local time that can still fire at {@code start} or later: at the beginning of a stretch whatever the clock
     * has not reached so far, even if it is just being skipped.
     */
    private static long openTimes(OffsetTimeline timeline, int index, long start) {
        long reached = timeline.reachedBefore(index);
        return start == timeline.startOf(index) ? reached : Math.max(start + timeline.offsetOf(index), reached);
    }

    /** The last fire time at or before {@code upTo}. */
    private long previousInstant(ZoneId zone, long upTo, boolean once) {
        OffsetTimeline timeline = timeline(zone, upTo);
        int index = timeline.indexOf(upTo);
        long last = upTo;
        long searched = Long.MIN_VALUE;
        long found = Long.MAX_VALUE;
        while (true) {
            int offset = timeline.offsetOf(index);
            long local = last + offset;
            if (local < found || local > searched) {
                searched = local;
                found = pattern.previous(local);
            }
            long start = timeline.startOf(index);
            long open = once ? timeline.reachedBefore(index) : start + offset;
            if (found != NONE && found >= open) {
                return Math.max(found - offset, start); // before the start: the clock jumped over it
            }
            last = start - 1;
            if (last < MIN_INSTANT || found == NONE && upTo - last > LONGEST_SHIFT) {
                return NONE;
            }
            if (--index < 0) {
                timeline = timeline(zone, last);
                index = timeline.size() - 1;
            }
        }
    }

    private OffsetTimeline timeline(ZoneId zone, long epochSecond) {
        OffsetTimeline timeline = OffsetTimeline.of(zone, epochSecond, lastTimeline);
        if (timeline != lastTimeline) {
            lastTimeline = timeline;
        }
        return timeline;
    }

    @Override
    public boolean satisfiable() {
        return pattern.satisfiable();
    }

    @Override
    public String canonical(CronDialect dialect) {
        return CanonicalForm.of(pattern, rhythmic, dialect);
    }

    @Override
    public String describe(Locale locale) {
        return Description.of(pattern, locale);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof CalendarRecurrence that && rhythmic == that.rhythmic && pattern.equals(that.pattern);
    }

    @Override
    public int hashCode() {
        return pattern.hashCode() * 31 + Boolean.hashCode(rhythmic);
    }
}
