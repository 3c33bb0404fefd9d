package io.jobflow.scheduler.store.doctor;

import io.jobflow.scheduler.execution.AttemptStatus;
import io.jobflow.scheduler.execution.ExecutionStatus;
import io.jobflow.scheduler.execution.ShardStatus;
import java.util.Arrays;

/** Whether a stored word is a status. */
final class Words {

    private Words() {}

    static boolean isExecutionStatus(String word) {
        return Arrays.stream(ExecutionStatus.values())
                .anyMatch(status -> status.value().equals(word));
    }

    static boolean isShardStatus(String word) {
        return Arrays.stream(ShardStatus.values())
                .anyMatch(status -> status.value().equals(word));
    }

    static boolean isAttemptStatus(String word) {
        return Arrays.stream(AttemptStatus.values())
                .anyMatch(status -> status.value().equals(word));
    }
}
