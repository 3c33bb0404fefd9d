package io.jobflow.scheduler.engine;

import io.jobflow.scheduler.config.DurationText;
import io.jobflow.scheduler.execution.Reason;
import io.jobflow.scheduler.job.FireTimes;
import io.jobflow.scheduler.schedule.MisfirePolicy;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The fire times of one job that have come, sorted by the misfire policy into those that run and those that are only
 * written down.
 *
 * <p>Lateness is counted from when a fire's request was to leave, which is the fire time where the job has no jitter.
 * A fire time is on time while it is not later than the policy's threshold; on-time fires always run, but no more than
 * the newest {@link #MAX_ON_TIME}. Of the later ones the policy chooses. Every fire time has a row of its own, but for a
 * very long absence: then the newest {@link #MAX_ROWS} have one each, and one row stands for all that lie before them.
 *
 * @param fires oldest first
 * @param next the job's next fire time, null when there is none
 */
record DueFires(List<Fire> fires, @Nullable Instant next) {

    /** Rows written for one absence of one job, at most (or the policy's {@code maxCatchUp} if that is more). */
    static final int MAX_ROWS = 1_000;

    /** Fire times that are on time, at most, however long the threshold; earlier ones count as missed. */
    static final int MAX_ON_TIME = 10_000;

    /**
     * Fire times that are looked at one by one, from the oldest on. When there are more, those before the newest are
     * passed over at once; so many at least are looked at before now that none is passed over which has a row of its own.
     */
    static final int MAX_SCAN = 20_000;

    /** What becomes of a fire time. */
    enum Fate {
        ON_TIME,
        RUNS_LATE,
        NOT_RUN
    }

    /**
     * One fire time that has come, or a stretch of them.
     *
     * @param last the newest time that it stands for; the time itself but for a stretch. A stretch is recorded once by this
     *     one, because the oldest may have a row from before the clock was set back
     * @param reason null for a fire that is on time
     */
    record Fire(
            Instant time, Instant last, Fate fate, @Nullable Reason reason) {

        Fire(Instant time, Fate fate, @Nullable Reason reason) {
            this(time, time, fate, reason);
        }
    }

    /** Sorts what is due of a job whose next fire is due, not after {@code now}. */
    static DueFires of(FireTimes times, Instant now) {
        return new Scan(times, now).result();
    }

    private static final class Scan {

        private final FireTimes times;
        private final MisfirePolicy policy;
        private final Instant now;
        private final int keep;
        private final Deque<Instant> missed = new ArrayDeque<>();
        private final Deque<Instant> onTime = new ArrayDeque<>();
        private @Nullable Instant firstDropped;
        private @Nullable Instant lastDropped;
        private long dropped;
        private boolean passedOver;

        Scan(FireTimes times, Instant now) {
            this.times = times;
            this.now = now;
            this.policy = times.job().definition().misfire();
            this.keep = Math.max(MAX_ROWS, policy.maxCatchUp());
        }

        DueFires result() {
            Instant oldestOnTime = now.minus(policy.threshold());
            Instant time = times.job().nextFire();
            Instant due = time == null ? now : times.dueAt(time);
            int scanned = 0;
            while (time != null && !due.isAfter(now)) {
                if (due.isBefore(oldestOnTime)) {
                    miss(time);
                } else {
                    onTime.addLast(time);
                    if (onTime.size() > MAX_ON_TIME) {
                        miss(onTime.removeFirst());
                    }
                }
                time = times.following(++scanned == MAX_SCAN ? passOver(time) : time);
                due = time == null ? due : later(due, times.dueAt(time));
            }
            return new DueFires(fires(), time);
        }

        /** Fires leave in the order of their fire times; an offset that would put one before another brings it beside it. */
        private static Instant later(Instant a, Instant b) {
            return a.isAfter(b) ? a : b;
        }

        private void miss(Instant time) {
            missed.addLast(time);
            if (missed.size() > keep) {
                drop(missed.removeFirst());
            }
        }

        private void drop(Instant time) {
            firstDropped = firstDropped == null ? time : firstDropped;
            lastDropped = time;
            dropped++;
        }

        /** From where to go on after a fire time, so that at least {@link #MAX_SCAN} are left until now. */
        private Instant passOver(Instant time) {
            Duration window = Duration.ofHours(1);
            while (time.isBefore(now.minus(window))) {
                Instant from = now.minus(window);
                if (hasMany(from)) {
                    dropAllUpTo(from);
                    return from;
                }
                window = window.multipliedBy(2);
            }
            return time;
        }

        private boolean hasMany(Instant from) {
            Instant time = times.following(from);
            for (int found = 0; time != null && !time.isAfter(now); found++) {
                if (found == MAX_SCAN) {
                    return true;
                }
                time = times.following(time);
            }
            return false;
        }

        private void dropAllUpTo(Instant from) {
            missed.forEach(this::drop);
            missed.clear();
            onTime.forEach(this::drop);
            onTime.clear();
            passedOver = true;
            lastDropped = from;
        }

        private List<Fire> fires() {
            List<Fire> fires = new ArrayList<>(missed.size() + onTime.size() + 1);
            if (firstDropped != null && lastDropped != null) {
                fires.add(new Fire(firstDropped, lastDropped, Fate.NOT_RUN, rangeReason()));
            }
            int run = missedToRun();
            int position = 0;
            for (Instant time : missed) {
                boolean runs = position++ >= missed.size() - run;
                fires.add(new Fire(time, runs ? Fate.RUNS_LATE : Fate.NOT_RUN, reason(time, runs)));
            }
            for (Instant time : onTime) {
                fires.add(new Fire(time, Fate.ON_TIME, null));
            }
            return fires;
        }

        private int missedToRun() {
            return switch (policy.action()) {
                case SKIP -> 0;
                case FIRE_ONCE -> onTime.isEmpty() ? Math.min(1, missedInWindow()) : 0;
                case CATCH_UP -> Math.min(policy.maxCatchUp(), missedInWindow());
            };
        }

        private int missedInWindow() {
            return (int) missed.stream().filter(this::isInWindow).count();
        }

        private boolean isInWindow(Instant time) {
            Duration window = policy.window();
            return window == null || !times.dueAt(time).isBefore(now.minus(window));
        }

        private Reason reason(Instant time, boolean runs) {
            Duration late = Duration.between(times.dueAt(time), now).truncatedTo(ChronoUnit.SECONDS);
            String found = "Found " + DurationText.format(late) + " late (threshold "
                    + DurationText.format(policy.threshold()) + ")";
            if (!isInWindow(time) && policy.action() != MisfirePolicy.Action.SKIP) {
                return new Reason(
                        Reason.MISFIRED_BEFORE_WINDOW,
                        found + "; misfire policy " + word() + " goes back no further than its window of "
                                + DurationText.format(Objects.requireNonNull(policy.window())) + ".");
            }
            return runs
                    ? new Reason(Reason.MISFIRE_RUN, found + "; misfire policy " + word() + " runs it now.")
                    : new Reason(Reason.MISFIRED, found + "; misfire policy " + word() + " does not run it.");
        }

        private Reason rangeReason() {
            return new Reason(
                    Reason.MISFIRED_RANGE,
                    (passedOver ? "At least " : "") + dropped + " fire times from " + firstDropped + " to "
                            + lastDropped + " were missed; misfire policy " + word()
                            + " does not run them, and this one row stands for all of them.");
        }

        private String word() {
            return policy.action().name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }
    }
}
