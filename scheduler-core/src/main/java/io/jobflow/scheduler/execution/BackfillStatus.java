package io.jobflow.scheduler.execution;

/** Where a backfill stands. */
public enum BackfillStatus {
    /** Fire times are left, or executions that it made are unfinished. */
    RUNNING,
    /** Every fire time has its execution, and each of them is final. */
    DONE,
    /** A person ended it, or its job was deleted; no more executions are made. */
    CANCELLED;

    /** The word as tables and answers have it: lower case. */
    public String value() {
        return Words.of(this);
    }

    /** The status that a word names. */
    public static BackfillStatus of(String word) {
        return Words.parse(BackfillStatus.class, word);
    }
}
