package io.jobflow.scheduler.telemetry;

import io.jobflow.scheduler.execution.Execution;

/** Tells which ends leave a dead letter. */
final class DeadLetters {

    private DeadLetters() {}

    /** Whether a final execution waits for a person now. */
    static boolean isDeadLetter(Execution execution) {
        return switch (execution.status()) {
            case FAILURE, TIMEOUT, LOST, PARTIAL -> true;
            default -> false;
        };
    }
}
