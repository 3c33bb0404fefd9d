package io.jobflow.scheduler.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobflow.scheduler.execution.AttemptStatus;
import io.jobflow.scheduler.execution.Execution;
import io.jobflow.scheduler.execution.Reason;
import io.jobflow.scheduler.job.Job;
import io.jobflow.scheduler.job.JobId;
import io.jobflow.scheduler.schedule.FixedRateSchedule;
import io.jobflow.scheduler.schedule.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which fire times a history must have recorded, counted by brute force from each job's creation over the stretches in
 * which its schedule was switched on and unchanged.
 */
final class ExpectedFires {

    private static final Pattern RANGE = Pattern.compile("from (\\S+) to (\\S+) were missed");

    private final Map<JobId, Stretch> open = new TreeMap<>();
    private final Map<JobId, TreeSet<Instant>> expected = new TreeMap<>();

    /** A time in which one schedule was on. */
    private static final class Stretch {

        final Job job;
        final Instant after;
        Instant until;

        Stretch(Job job, Instant now) {
            this.job = job;
            this.after = now;
            this.until = now;
        }

        boolean isOf(@Nullable Job other) {
            return other != null
                    && schedule(other).equals(schedule(job))
                    && other.definition().enabled();
        }
    }

    private static Schedule schedule(Job job) {
        return job.definition().schedule();
    }

    /**
     * Hears which jobs there are after a step at an instant. The step has planned all that was due by then, or the process
     * was lost and the next one will.
     */
    void stepped(List<Job> living, Instant now) {
        Map<JobId, Job> jobs = new TreeMap<>();
        living.forEach(job -> jobs.put(job.id(), job));
        for (Stretch stretch : List.copyOf(open.values())) {
            stretch.until = stretch.until.isBefore(now) ? now : stretch.until;
            if (!stretch.isOf(jobs.get(stretch.job.id()))) {
                close(stretch);
            }
        }
        for (Job job : living) {
            if (job.definition().enabled()
                    && schedule(job) instanceof FixedRateSchedule
                    && !open.containsKey(job.id())) {
                open.put(job.id(), new Stretch(job, now));
            }
        }
    }

    private void close(Stretch stretch) {
        open.remove(stretch.job.id());
        Duration interval = ((FixedRateSchedule) schedule(stretch.job)).interval();
        TreeSet<Instant> times = expected.computeIfAbsent(stretch.job.id(), id -> new TreeSet<>());
        for (Instant time = stretch.job.createdAt().plus(interval);
                !time.isAfter(stretch.until);
                time = time.plus(interval)) {
            if (time.isAfter(stretch.after)) {
                times.add(time);
            }
        }
    }

    /** Every fire time that was to be has a row or lies in a row's range, and no other has one. */
    void check(List<Execution> all) {
        List.copyOf(open.values()).forEach(this::close);
        Map<JobId, TreeSet<Instant>> recorded = new TreeMap<>();
        Map<JobId, List<Instant[]>> ranges = new TreeMap<>();
        for (Execution execution : all) {
            if (execution.fireKey().startsWith("s:")) {
                recorded.computeIfAbsent(execution.jobId(), id -> new TreeSet<>())
                        .add(execution.fireTime());
                range(execution, ranges);
            }
        }
        expected.forEach((job, times) -> {
            TreeSet<Instant> missing = new TreeSet<>(times);
            missing.removeAll(recorded.getOrDefault(job, new TreeSet<>()));
            List<Instant[]> covered = ranges.getOrDefault(job, List.of());
            missing.removeIf(
                    time -> covered.stream().anyMatch(range -> !time.isBefore(range[0]) && !time.isAfter(range[1])));
            assertThat(missing).as("fire times of job %s without a row", job).isEmpty();
        });
        all.stream()
                .filter(ExpectedFires::endedAhead)
                .forEach(execution -> recorded.getOrDefault(execution.jobId(), new TreeSet<>())
                        .remove(execution.fireTime()));
        recorded.forEach((job, times) -> {
            times.removeAll(expected.getOrDefault(job, new TreeSet<>()));
            assertThat(times)
                    .as("fire times of job %s that were not to be", job)
                    .isEmpty();
        });
    }

    /**
     * Whether a fire that was planned ahead came to its end although its time may never have come: it was cancelled
     * before, or a process was lost and nobody could say whether it had left.
     */
    private static boolean endedAhead(Execution execution) {
        return execution.fireKey().startsWith("s:")
                && execution.createdAt().isBefore(execution.fireTime())
                && execution.shards().stream()
                        .map(shard -> shard.attempts().get(0).status())
                        .anyMatch(status -> status == AttemptStatus.CANCELLED || status == AttemptStatus.LOST);
    }

    private static void range(Execution execution, Map<JobId, List<Instant[]>> ranges) {
        Reason reason = execution.reason();
        if (reason != null && reason.code().equals(Reason.MISFIRED_RANGE)) {
            Matcher matcher = RANGE.matcher(reason.sentence());
            assertThat(matcher.find()).as("range in %s", reason).isTrue();
            ranges.computeIfAbsent(execution.jobId(), id -> new ArrayList<>())
                    .add(new Instant[] {Instant.parse(matcher.group(1)), Instant.parse(matcher.group(2))});
        }
    }
}
