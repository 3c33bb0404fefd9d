package io.jobflow.scheduler.execution;

/** Where an execution stands. Only a recorded retry or redrive leads out of a final status. */
public enum ExecutionStatus {
    /** Written down ahead of its fire time. */
    PLANNED(false),
    /** Waits for its time, a slot or a retry; the reason says which. */
    PENDING(false),
    /** At least one attempt is under way. */
    RUNNING(false),
    /** Every shard succeeded or had nothing to do. */
    SUCCESS(true),
    /** Some shards succeeded and some did not. */
    PARTIAL(true),
    /** No shard succeeded, and the last word was a failure. */
    FAILURE(true),
    /** No shard succeeded, and the last word was a time-out. */
    TIMEOUT(true),
    /** A person or a policy ended it, whatever its shards had come to. */
    CANCELLED(true),
    /** It did not run, by a policy that the reason names, or every shard had nothing to do. */
    SKIPPED(true),
    /** Its fire time was missed and the misfire policy did not make up for it. */
    MISFIRED(true),
    /** Nobody can say how it ended. */
    LOST(true);

    private final boolean isFinal;

    ExecutionStatus(boolean isFinal) {
        this.isFinal = isFinal;
    }

    /** Whether nothing more will happen by itself. */
    public boolean isFinal() {
        return isFinal;
    }

    /** The word as tables and answers have it: lower case. */
    public String value() {
        return Words.of(this);
    }

    /** The status that a word names. */
    public static ExecutionStatus of(String word) {
        return Words.parse(ExecutionStatus.class, word);
    }
}
