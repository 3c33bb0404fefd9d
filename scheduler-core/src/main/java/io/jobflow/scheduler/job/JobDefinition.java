package io.jobflow.scheduler.job;

import io.jobflow.scheduler.schedule.MisfirePolicy;
import io.jobflow.scheduler.schedule.Schedule;
import io.jobflow.scheduler.schedule.Timetable;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a person says about a job: when it is due, what it calls and how failures are treated. Immutable.
 *
 * @param name see {@link Names}
 * @param description empty when there is none
 * @param enabled whether the schedule fires; a disabled job can still be triggered by hand
 * @param timetable the schedule and what narrows it
 * @param params JSON text that executors receive as the request's body
 * @param timeout how long one attempt may take, from 1 ms to 24 h
 * @param retention how long finished executions are kept
 * @param priority higher goes first when slots are short; -100 to 100
 * @param labels free-form names and values, in key order
 */
public record JobDefinition(
        String name,
        String description,
        boolean enabled,
        Timetable timetable,
        MisfirePolicy misfire,
        Target target,
        String params,
        ShardPlan shards,
        Duration timeout,
        RetryPolicy retry,
        ConcurrencyPolicy concurrency,
        LostPolicy onLost,
        RetentionPolicy retention,
        int priority,
        Map<String, String> labels) {

    /** How long an attempt may take when the job does not say. */
    public static final Duration DEFAULT_TIMEOUT = Duration.ofMinutes(5);

    public JobDefinition {
        Names.check("name", name);
        if (timeout.isNegative() || timeout.isZero() || timeout.compareTo(Duration.ofHours(24)) > 0) {
            throw new IllegalArgumentException("timeout " + timeout + " is not in 1ms..24h");
        }
        if (priority < -100 || priority > 100) {
            throw new IllegalArgumentException("priority " + priority + " is not in -100..100");
        }
        labels = labels.isEmpty() ? Map.of() : java.util.Collections.unmodifiableMap(new TreeMap<>(labels));
    }

    /** The schedule as such, without what narrows it. */
    public Schedule schedule() {
        return timetable.schedule();
    }

    /** Begins a definition in code; see {@link JobBuilder} for what it has when nothing is said. */
    public static JobBuilder named(String name) {
        return new JobBuilder(name);
    }

    /** This definition for a job with another name. */
    JobDefinition withName(String value) {
        return new JobDefinition(
                value,
                description,
                enabled,
                timetable,
                misfire,
                target,
                params,
                shards,
                timeout,
                retry,
                concurrency,
                onLost,
                retention,
                priority,
                labels);
    }

    /** This definition, switched on or off. */
    public JobDefinition withEnabled(boolean value) {
        return new JobDefinition(
                name,
                description,
                value,
                timetable,
                misfire,
                target,
                params,
                shards,
                timeout,
                retry,
                concurrency,
                onLost,
                retention,
                priority,
                labels);
    }
}
