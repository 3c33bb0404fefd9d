package io.jobflow.scheduler.store.doctor;

import io.jobflow.scheduler.job.Job;
import io.jobflow.scheduler.job.JobDefinition;
import io.jobflow.scheduler.job.JobId;
import io.jobflow.scheduler.job.JobJson;
import io.jobflow.scheduler.job.JobProblem;
import io.jobflow.scheduler.store.doctor.StoredRows.StoredJob;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What holds of one job: its definition can be read, and it is due exactly when its schedule says so. */
final class JobChecks {

    private final Findings findings;
    private final Instant now;

    JobChecks(Findings findings, Instant now) {
        this.findings = findings;
        this.now = now;
    }

    void check(StoredJob row) {
        JobDefinition definition = read(row);
        if (definition == null) {
            return;
        }
        Long nextFire = row.nextFire();
        if (row.deletedAt() != null || !definition.enabled()) {
            if (nextFire != null) {
                String why = row.deletedAt() != null ? "deleted" : "disabled";
                findings.add(
                        Check.NEXT_FIRE_STRAY,
                        row.subject(),
                        "is " + why + " and yet has the next fire time " + Instant.ofEpochMilli(nextFire));
            }
        } else if (nextFire == null) {
            checkAtItsEnd(row, definition);
        } else if (nextFire < now.minus(ExecutionChecks.PATIENCE).toEpochMilli()) {
            findings.add(
                    Check.NEXT_FIRE_OVERDUE,
                    row.subject(),
                    "has been due since " + Instant.ofEpochMilli(nextFire) + "; if no scheduler runs, start one");
        }
    }

    private void checkAtItsEnd(StoredJob row, JobDefinition definition) {
        Instant created = Instant.ofEpochMilli(row.createdAt());
        Job job = new Job(new JobId(row.id()), definition, 1, created, created, null, null);
        Instant due = job.fireTimeAfter(now);
        if (due != null) {
            findings.add(
                    Check.NEXT_FIRE_SET,
                    row.subject(),
                    "has no next fire time although its schedule fires at " + due + "; disable and enable it");
        }
    }

    private @Nullable JobDefinition read(StoredJob row) {
        try {
            return JobJson.read(row.definition());
        } catch (JobProblem e) {
            findings.add(
                    Check.DEFINITION_READABLE,
                    row.subject(),
                    "has a definition that cannot be read: " + e.getMessage());
            return null;
        }
    }
}
