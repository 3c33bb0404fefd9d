package io.jobflow.scheduler.cron;

import java.time.Instant;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.Arrays;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A zone's stretches of constant offset over 400 years, as arrays: finding the offset of an instant, and where it ends,
 * is one look into a table, without objects. Immutable. Instants are seconds since 1970-01-01T00:00Z.
 *
 * <p>The window around the present is kept for every zone that was asked for; there are some 600 zones and a window takes
 * at most about 16 KB. Other windows are built when needed and kept by nobody.
 */
final class OffsetTimeline {
    private static final int WINDOW_YEARS = 400;
    private static final int PRESENT_WINDOW = 1900;
    /** A bucket of the table is 2^24 seconds, some 194 days: seldom more than two stretches begin in one. */
    private static final int BUCKET_BITS = 24;

    private static final ConcurrentHashMap<ZoneId, OffsetTimeline> PRESENT = new ConcurrentHashMap<>();

    private final ZoneRules rules;
    private final long start;
    private final long end;
    private final long[] starts;
    private final int[] offsets;
    private final long[] reached;

    /** For each bucket the stretch that contains its first second. */
    private final short[] buckets;

    private OffsetTimeline(ZoneRules rules, long start, long end) {
        this.rules = rules;
        this.start = start;
        this.end = end;
        long[] times = new long[16];
        int[] values = new int[16];
        int size = 1;
        times[0] = start;
        values[0] = rules.getOffset(Instant.ofEpochSecond(start)).getTotalSeconds();
        for (ZoneOffsetTransition next = after(rules, start); next != null && next.toEpochSecond() < end; size++) {
            if (size == times.length) {
                times = Arrays.copyOf(times, size * 2);
                values = Arrays.copyOf(values, size * 2);
            }
            times[size] = next.toEpochSecond();
            values[size] = next.getOffsetAfter().getTotalSeconds();
            next = after(rules, times[size]);
        }
        this.starts = Arrays.copyOf(times, size);
        this.offsets = Arrays.copyOf(values, size);
        this.reached = reached(rules, starts, offsets);
        this.buckets = buckets();
    }

    /** The timeline of {@code zone} that contains {@code epochSecond}; {@code last}, if it still fits, is returned as is. */
    static OffsetTimeline of(ZoneId zone, long epochSecond, @Nullable OffsetTimeline last) {
        ZoneRules rules = zone.getRules();
        if (last != null && last.rules == rules && epochSecond >= last.start && epochSecond < last.end) {
            return last;
        }
        int year = CivilDays.year(CivilDays.date(Math.floorDiv(epochSecond, 86_400L)));
        int window = PRESENT_WINDOW + Math.floorDiv(year - PRESENT_WINDOW, WINDOW_YEARS) * WINDOW_YEARS;
        if (window != PRESENT_WINDOW || rules.isFixedOffset()) {
            return window(rules, window);
        }
        OffsetTimeline present = PRESENT.get(zone);
        if (present == null || present.rules != rules) {
            present = window(rules, window);
            PRESENT.put(zone, present);
        }
        return present;
    }

    private static OffsetTimeline window(ZoneRules rules, int year) {
        return new OffsetTimeline(
                rules,
                CivilDays.firstOfMonth(year, 1) * 86_400,
                CivilDays.firstOfMonth(year + WINDOW_YEARS, 1) * 86_400);
    }

    private static @Nullable ZoneOffsetTransition after(ZoneRules rules, long epochSecond) {
        return rules.nextTransition(Instant.ofEpochSecond(epochSecond));
    }

    /** How far the wall clock had got before each stretch: later than the stretch's first local time where it went back. */
    private static long[] reached(ZoneRules rules, long[] starts, int[] offsets) {
        long[] reached = new long[starts.length];
        ZoneOffsetTransition before = rules.previousTransition(Instant.ofEpochSecond(starts[0] + 1));
        reached[0] = Long.MIN_VALUE;
        if (before != null) {
            reached[0] = before.toEpochSecond() + before.getOffsetBefore().getTotalSeconds();
        }
        if (before == null || before.toEpochSecond() != starts[0]) {
            reached[0] = Math.max(reached[0], starts[0] + offsets[0]);
        }
        for (int i = 1; i < starts.length; i++) {
            reached[i] = Math.max(reached[i - 1], starts[i] + offsets[i - 1]);
        }
        return reached;
    }

    private short[] buckets() {
        short[] first = new short[(int) (end - start >> BUCKET_BITS) + 1];
        int index = 0;
        for (int bucket = 0; bucket < first.length; bucket++) {
            long second = start + ((long) bucket << BUCKET_BITS);
            while (index + 1 < starts.length && starts[index + 1] <= second) {
                index++;
            }
            first[bucket] = (short) index;
        }
        return first;
    }

    /** The index of the stretch that contains {@code epochSecond}, which must lie in this timeline. */
    int indexOf(long epochSecond) {
        int index = buckets[(int) (epochSecond - start >> BUCKET_BITS)];
        while (index + 1 < starts.length && starts[index + 1] <= epochSecond) {
            index++;
        }
        return index;
    }

    int size() {
        return starts.length;
    }

    /** The first instant of a stretch. */
    long startOf(int index) {
        return starts[index];
    }

    /** The first instant after a stretch. */
    long endOf(int index) {
        return index + 1 < starts.length ? starts[index + 1] : end;
    }

    /** The offset of a stretch, in seconds east of UTC. */
    int offsetOf(int index) {
        return offsets[index];
    }

    /** The local second that the wall clock had reached when a stretch began; all earlier local times were shown or skipped. */
    long reachedBefore(int index) {
        return reached[index];
    }
}
