package io.jobflow.scheduler.execution;

import java.util.Map;

/**
 * Why an execution stands where it stands: a stable code for programs and a sentence for people.
 *
 * @param code lower-case words joined by dots and hyphens, such as {@code concurrency.skip}
 * @param sentence one English sentence
 */
public record Reason(String code, String sentence) {

    /** A missed fire time that the misfire policy did not run. */
    public static final String MISFIRED = "misfire.not-run";

    /** A missed fire time that the misfire policy would have run, had it not been longer ago than its window. */
    public static final String MISFIRED_BEFORE_WINDOW = "misfire.before-window";

    /** One row that stands for a long stretch of missed fire times. */
    public static final String MISFIRED_RANGE = "misfire.range-not-run";

    /** A missed fire time that runs late by the misfire policy. */
    public static final String MISFIRE_RUN = "misfire.run-late";

    /** Skipped because the concurrency limit was reached. */
    public static final String CONCURRENCY_SKIP = "concurrency.skip";

    /** Skipped because too many executions of the job were waiting already. */
    public static final String CONCURRENCY_QUEUE_FULL = "concurrency.queue-full";

    /** Gave its place, or its turn, to a later execution of the same job. */
    public static final String CONCURRENCY_REPLACED = "concurrency.replaced";

    /** Planned ahead of its fire time. */
    public static final String PLANNED = "planned";

    /** Waits for an earlier execution of the same job. */
    public static final String WAITING_FOR_TURN = "waiting.turn";

    /** Waits for a free slot. */
    public static final String WAITING_FOR_SLOT = "waiting.slot";

    /** Waits for the rate limit of its service. */
    public static final String WAITING_FOR_RATE = "waiting.rate";

    /** Waits for the time of its next attempt. */
    public static final String WAITING_FOR_RETRY = "waiting.retry";

    /** Waits for the outcome, or the deadline, of an attempt that holds the same lock key. */
    public static final String WAITING_FOR_ATTEMPT = "waiting.attempt";

    /** No attempt is left. */
    public static final String ATTEMPTS_EXHAUSTED = "attempts.exhausted";

    /** The answer said that another attempt would not help. */
    public static final String NOT_RETRYABLE = "attempt.not-retryable";

    /** The job's {@code retryOn} or {@code noRetryOn} said that it is not tried again. */
    public static final String RETRY_RULE = "attempt.retry-rule";

    /** The next attempt would have started after the job's {@code giveUpAfter}. */
    public static final String OUT_OF_TIME = "attempts.out-of-time";

    /** Executors refused it too many times in a row. */
    public static final String REJECTED = "attempt.rejected";

    /** An attempt's outcome is unknown, and the job says not to try again. */
    public static final String LOST = "attempt.lost";

    /** Some shard did not succeed. */
    public static final String SHARD_FAILED = "shard.failed";

    /** A person sent it again. */
    public static final String REOPENED = "waiting.reopened";

    /** A person cancelled it. */
    public static final String CANCELLED = "cancelled.by-request";

    /** The sentences of codes that say the same of every execution; a store need not keep them. */
    private static final Map<String, String> USUAL = Map.of(
            PLANNED,
            "Written down ahead; leaves at its fire time.",
            WAITING_FOR_SLOT,
            "Waits for a free slot; as many attempts are under way as the scheduler or the service may have at once.");

    /**
     * The reason with a code that has one sentence for all.
     *
     * @throws IllegalArgumentException for any other code
     */
    public static Reason usual(String code) {
        String sentence = USUAL.get(code);
        if (sentence == null) {
            throw new IllegalArgumentException("reason \"" + code + "\" has no sentence of its own");
        }
        return new Reason(code, sentence);
    }

    /** Whether {@link #usual} gives it from its code alone. */
    public boolean isUsual() {
        return sentence.equals(USUAL.get(code));
    }
}
