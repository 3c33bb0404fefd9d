package io.jobflow.scheduler.engine;

import io.jobflow.scheduler.job.RetentionPolicy;
import java.time.Duration;

/**
 * How long history is kept where a job does not say.
 *
 * @param maxAge of finished executions, at least one minute
 * @param maxCount of finished executions of one job, from 1
 * @param maxDeadLetterAge of finished executions with a waiting dead letter, which neither age nor count of the others
 *     removes
 */
public record HistorySettings(Duration maxAge, int maxCount, Duration maxDeadLetterAge) {

    public static final HistorySettings DEFAULT =
            new HistorySettings(Duration.ofDays(30), 100_000, Duration.ofDays(365));

    /** The age that holds for a job. */
    Duration maxAge(RetentionPolicy retention) {
        Duration own = retention.maxAge();
        return own == null ? maxAge : own;
    }

    /** The count that holds for a job. */
    int maxCount(RetentionPolicy retention) {
        Integer own = retention.maxCount();
        return own == null ? maxCount : own;
    }
}
