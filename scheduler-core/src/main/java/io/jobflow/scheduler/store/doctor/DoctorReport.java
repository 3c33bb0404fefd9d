package io.jobflow.scheduler.store.doctor;

import java.util.List;

/**
 * What the doctor has seen.
 *
 * @param violations how many findings were violations, those not listed included
 * @param warnings how many were warnings, those not listed included
 * @param findings the first of each check
 */
public record DoctorReport(
        long jobs,
        long executions,
        long shards,
        long attempts,
        long deadLetters,
        long violations,
        long warnings,
        List<Finding> findings) {

    public boolean isHealthy() {
        return violations == 0;
    }
}
