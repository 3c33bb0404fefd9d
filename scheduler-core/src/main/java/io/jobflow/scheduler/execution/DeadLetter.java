package io.jobflow.scheduler.execution;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A final failure that waits for a person. It refers to an execution and keeps nothing of its own but the reason.
 *
 * @param id from 1, in the order of failure
 * @param redrivenAt when the execution was sent again; null while the letter waits
 */
public record DeadLetter(
        long id,
        ExecutionId executionId,
        String traceId,
        String jobName,
        Reason reason,
        Instant createdAt,
        @Nullable Instant redrivenAt) {}
