package io.jobflow.scheduler.store.doctor;

import io.jobflow.scheduler.job.FireTimes;
import io.jobflow.scheduler.job.Job;
import io.jobflow.scheduler.job.JobDefinition;
import io.jobflow.scheduler.job.JobId;
import io.jobflow.scheduler.job.JobJson;
import io.jobflow.scheduler.job.JobProblem;
import io.jobflow.scheduler.schedule.Timetable;
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
        } else {
            checkOverdue(row, definition.timetable().dueAt(Instant.ofEpochMilli(nextFire), row.id()));
        }
    }

    private void checkOverdue(StoredJob row, Instant due) {
        if (due.isBefore(now.minus(ExecutionChecks.PATIENCE))) {
            findings.add(
                    Check.NEXT_FIRE_OVERDUE,
                    row.subject(),
                    "has been due since " + due + "; if no scheduler runs, start one");
        }
    }

    /** A fixed delay may await an end, and a calendar may leave no day: neither is judged by the job's row alone. */
    private void checkAtItsEnd(StoredJob row, JobDefinition definition) {
        Timetable timetable = definition.timetable();
        if (timetable.schedule().awaitsEnd() || timetable.calendar() != null) {
            return;
        }
        Instant created = Instant.ofEpochMilli(row.createdAt());
        Job job = new Job(new JobId(row.id()), definition, 1, created, created, null, null);
        Instant due = new FireTimes(job, null).after(now);
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
