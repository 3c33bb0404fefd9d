package io.jobflow.scheduler.store.doctor;

/** One thing that must hold of every row the store keeps. */
public enum Check {
    FIRE_RECORDED_ONCE("fire.recorded-once", Severity.VIOLATION),
    ROW_HAS_PARENT("row.has-parent", Severity.VIOLATION),
    STATUS_KNOWN("status.known", Severity.VIOLATION),
    SHARDS_COMPLETE("shards.complete", Severity.VIOLATION),
    ATTEMPTS_CONTIGUOUS("attempts.contiguous", Severity.VIOLATION),
    ATTEMPT_RUNNING_ALONE("attempts.running-alone", Severity.VIOLATION),
    ATTEMPT_END_WRITTEN("attempts.end-written", Severity.VIOLATION),
    TOKENS_GROW("attempts.tokens-grow", Severity.VIOLATION),
    STATUS_FOLLOWS_SHARDS("execution.status-follows-shards", Severity.VIOLATION),
    EVERY_SHARD_FINAL("execution.every-shard-final", Severity.VIOLATION),
    END_WRITTEN("execution.end-written", Severity.VIOLATION),
    FINAL_WITHOUT_RUNNING("execution.final-without-running", Severity.VIOLATION),
    LISTED_UNFINISHED("execution.listed-unfinished", Severity.VIOLATION),
    LISTED_WAITING("execution.listed-waiting", Severity.VIOLATION),
    DELETED_JOB_LEFT_ALONE("execution.of-deleted-job", Severity.VIOLATION),
    OVERDUE("execution.overdue", Severity.WARNING),
    DEAD_LETTER_MISSING("dead-letter.missing", Severity.VIOLATION),
    DEAD_LETTER_STRAY("dead-letter.stray", Severity.VIOLATION),
    DEFINITION_READABLE("job.definition-readable", Severity.VIOLATION),
    NEXT_FIRE_SET("job.next-fire-set", Severity.VIOLATION),
    NEXT_FIRE_STRAY("job.next-fire-stray", Severity.VIOLATION),
    NEXT_FIRE_OVERDUE("job.next-fire-overdue", Severity.WARNING);

    private final String code;
    private final Severity severity;

    /** How bad it is when the check fails. */
    public enum Severity {
        /** Never right, whoever runs; a fault of JobFlow or of somebody who wrote to its tables. */
        VIOLATION,
        /** Right while no scheduler runs, and a reason to look when one does. */
        WARNING
    }

    Check(String code, Severity severity) {
        this.code = code;
        this.severity = severity;
    }

    /** A stable code for programs. */
    public String code() {
        return code;
    }

    public Severity severity() {
        return severity;
    }
}
