package io.jobflow.scheduler.job;

import io.jobflow.scheduler.config.DurationText;
import io.jobflow.scheduler.schedule.MisfirePolicy;
import io.jobflow.scheduler.schedule.Timetable;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a job from JSON and names everything that is wrong with it. */
final class JobReader {

    static final List<String> FIELDS = List.of(
            "name",
            "description",
            "enabled",
            "schedule",
            "misfire",
            "target",
            "params",
            "shards",
            "timeout",
            "retry",
            "concurrency",
            "onLost",
            "retention",
            "priority",
            "labels",
            // What an answer adds: accepted, so that an answer can be sent back, and ignored.
            "version",
            "createdAt",
            "updatedAt",
            "nextFire");

    private static final int MAX_DESCRIPTION = 2_000;
    private static final int MAX_LABELS = 64;
    private static final int MAX_LABEL = 500;
    private static final Duration LONGEST_TIMEOUT = Duration.ofHours(24);
    private static final Duration LONGEST_DELAY = Duration.ofDays(30);
    private static final Duration LONGEST_THRESHOLD = Duration.ofDays(366);
    private static final Duration ONE_MILLI = Duration.ofMillis(1);

    private final JsonFields job;
    private final String name;

    private JobReader(JsonFields job, @Nullable String expectedName) {
        this.job = job;
        this.name = name(job, expectedName);
    }

    static JobDefinition read(String json, @Nullable String name) {
        return new JobReader(JsonFields.parse(json, FIELDS), name).read();
    }

    private JobDefinition read() {
        String description = job.text("description", MAX_DESCRIPTION);
        boolean enabled = job.flag("enabled", true);
        Timetable timetable = TimetableReader.read(job, name);
        MisfirePolicy misfire = misfire();
        Target target = TargetReader.read(job, name);
        String params = job.rawObject("params");
        ShardPlan shards = ShardPlanReader.read(job);
        Duration timeout = job.duration("timeout", ONE_MILLI, LONGEST_TIMEOUT, JobDefinition.DEFAULT_TIMEOUT);
        RetryPolicy retry = retry();
        ConcurrencyPolicy concurrency = concurrency();
        LostPolicy onLost = job.choice("onLost", LostPolicy.RETRY);
        RetentionPolicy retention = RetentionFields.read(job);
        int priority = job.integer("priority", -100, 100, 0);
        Map<String, String> labels = job.textMap("labels", MAX_LABELS, MAX_LABEL);
        job.throwIfAny();
        return new JobDefinition(
                name,
                description == null ? "" : description,
                enabled,
                timetable,
                misfire,
                target,
                params == null ? "{}" : params,
                shards,
                timeout,
                retry,
                concurrency,
                onLost,
                retention,
                priority,
                labels);
    }

    private static String name(JsonFields job, @Nullable String expected) {
        String given = job.text("name", Integer.MAX_VALUE);
        if (given == null) {
            if (expected == null && !job.has("name")) {
                job.note(FieldProblem.missing("name", Names.EXPECTED));
            }
            return expected == null ? "unnamed" : expected;
        }
        if (expected != null && !given.equals(expected)) {
            job.note(FieldProblem.invalid("name", given, "\"" + expected + "\", the name in the address, or no name"));
        } else if (!Names.isValid(given)) {
            job.note(FieldProblem.invalid("name", given, Names.EXPECTED));
        }
        return given;
    }

    private MisfirePolicy misfire() {
        JsonFields misfire = job.object("misfire", List.of("policy", "threshold", "maxCatchUp"));
        MisfirePolicy fallback = MisfirePolicy.DEFAULT;
        return new MisfirePolicy(
                misfire.choice("policy", fallback.action()),
                misfire.duration("threshold", Duration.ZERO, LONGEST_THRESHOLD, fallback.threshold()),
                misfire.integer("maxCatchUp", 1, 10_000, fallback.maxCatchUp()));
    }

    private RetryPolicy retry() {
        JsonFields retry = job.object("retry", List.of("maxAttempts", "backoff", "initialDelay", "maxDelay", "jitter"));
        RetryPolicy fallback = RetryPolicy.DEFAULT;
        int maxAttempts = retry.integer("maxAttempts", 1, 100, fallback.maxAttempts());
        RetryPolicy.Backoff backoff = retry.choice("backoff", fallback.backoff());
        Duration initial = retry.duration("initialDelay", Duration.ZERO, LONGEST_DELAY, fallback.initialDelay());
        Duration max = retry.duration("maxDelay", Duration.ZERO, LONGEST_DELAY, fallback.maxDelay());
        double jitter = retry.number("jitter", 0, 1, fallback.jitter());
        // A default gives way to the bound that was named.
        if (!retry.has("initialDelay") && initial.compareTo(max) > 0) {
            initial = max;
        }
        if (!retry.has("maxDelay") && initial.compareTo(max) > 0) {
            max = initial;
        }
        if (initial.compareTo(max) > 0) {
            String given = DurationText.format(max);
            retry.note(FieldProblem.invalid(retry.at("maxDelay"), given, "at least retry.initialDelay"));
            return fallback;
        }
        return new RetryPolicy(maxAttempts, backoff, initial, max, jitter);
    }

    private ConcurrencyPolicy concurrency() {
        JsonFields concurrency = job.object("concurrency", List.of("policy", "limit", "maxQueued"));
        ConcurrencyPolicy fallback = ConcurrencyPolicy.DEFAULT;
        ConcurrencyPolicy.Overlap overlap = concurrency.choice("policy", fallback.overlap());
        int limit =
                overlap == ConcurrencyPolicy.Overlap.ALLOW ? ConcurrencyPolicy.DEFAULT_ALLOW_LIMIT : fallback.limit();
        return new ConcurrencyPolicy(
                overlap,
                concurrency.integer("limit", 1, 10_000, limit),
                concurrency.integer("maxQueued", 1, ConcurrencyPolicy.GREATEST_MAX_QUEUED, fallback.maxQueued()));
    }
}
