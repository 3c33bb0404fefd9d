package io.jobflow.scheduler.testkit;

import io.jobflow.scheduler.job.ConcurrencyPolicy;
import io.jobflow.scheduler.job.JobDefinition;
import io.jobflow.scheduler.job.LostPolicy;
import io.jobflow.scheduler.job.RetentionPolicy;
import io.jobflow.scheduler.job.RetryPolicy;
import io.jobflow.scheduler.job.RoutingPolicy;
import io.jobflow.scheduler.job.ShardPlan;
import io.jobflow.scheduler.job.Target;
import io.jobflow.scheduler.schedule.FixedRateSchedule;
import io.jobflow.scheduler.schedule.ManualSchedule;
import io.jobflow.scheduler.schedule.MisfirePolicy;
import io.jobflow.scheduler.schedule.Schedule;
import io.jobflow.scheduler.schedule.Timetable;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Job definitions for tests: one with everything at its default, and ways to change one thing. */
public final class Jobs {

    private String name = "report";
    private Timetable timetable = Timetable.of(new ManualSchedule());
    private MisfirePolicy misfire = MisfirePolicy.DEFAULT;
    private ShardPlan shards = ShardPlan.SINGLE;
    private Duration timeout = Duration.ofSeconds(30);
    private RetryPolicy retry =
            new RetryPolicy(3, RetryPolicy.Backoff.EXPONENTIAL, Duration.ofSeconds(1), Duration.ofMinutes(5), 0);
    private ConcurrencyPolicy concurrency = ConcurrencyPolicy.DEFAULT;
    private LostPolicy onLost = LostPolicy.RETRY;
    private List<String> urls = List.of("http://127.0.0.1:9001");
    private RetentionPolicy retention = RetentionPolicy.DEFAULT;
    private @Nullable String statusPath;
    private int priority;

    private Jobs() {}

    /** A job that nothing fires. */
    public static Jobs manual(String name) {
        Jobs jobs = new Jobs();
        jobs.name = name;
        return jobs;
    }

    /** A job that fires at a fixed rate from its creation on. */
    public static Jobs every(Duration interval) {
        return new Jobs().schedule(new FixedRateSchedule(interval));
    }

    public Jobs named(String value) {
        name = value;
        return this;
    }

    public Jobs schedule(Schedule value) {
        timetable = Timetable.of(value);
        return this;
    }

    public Jobs timetable(Timetable value) {
        timetable = value;
        return this;
    }

    public Jobs misfire(MisfirePolicy.Action action, Duration threshold, int maxCatchUp) {
        misfire = new MisfirePolicy(action, threshold, maxCatchUp);
        return this;
    }

    public Jobs shards(ShardPlan value) {
        shards = value;
        return this;
    }

    public Jobs timeout(Duration value) {
        timeout = value;
        return this;
    }

    public Jobs maxAttempts(int value) {
        retry = new RetryPolicy(value, retry.backoff(), retry.initialDelay(), retry.maxDelay(), retry.jitter());
        return this;
    }

    /** Waits between attempts: the first one, doubling, and the longest. */
    public Jobs delays(Duration initial, Duration max) {
        retry = new RetryPolicy(retry.maxAttempts(), retry.backoff(), initial, max, retry.jitter());
        return this;
    }

    public Jobs concurrency(ConcurrencyPolicy.Overlap overlap, int limit) {
        concurrency = new ConcurrencyPolicy(overlap, limit);
        return this;
    }

    /** How many executions may wait their turn. */
    public Jobs maxQueued(int value) {
        concurrency = new ConcurrencyPolicy(concurrency.overlap(), concurrency.limit(), value);
        return this;
    }

    public Jobs onLost(LostPolicy value) {
        onLost = value;
        return this;
    }

    public Jobs urls(String... values) {
        urls = List.of(values);
        return this;
    }

    public Jobs retention(RetentionPolicy value) {
        retention = value;
        return this;
    }

    /** Where executors can be asked how an attempt stands. */
    public Jobs statusPath(String value) {
        statusPath = value;
        return this;
    }

    public Jobs priority(int value) {
        priority = value;
        return this;
    }

    public JobDefinition build() {
        return new JobDefinition(
                name,
                "",
                true,
                timetable,
                misfire,
                new Target(null, urls, name, Target.defaultPath(name), RoutingPolicy.ROUND_ROBIN, statusPath),
                "{}",
                shards,
                timeout,
                retry,
                concurrency,
                onLost,
                retention,
                priority,
                Map.of());
    }
}
