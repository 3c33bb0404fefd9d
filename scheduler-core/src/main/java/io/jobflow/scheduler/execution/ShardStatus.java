package io.jobflow.scheduler.execution;

/** Where one shard of an execution stands. */
public enum ShardStatus {
    /** Waits for a slot or a retry. */
    PENDING(false),
    /** An attempt is under way. */
    RUNNING(false),
    SUCCESS(true),
    FAILURE(true),
    TIMEOUT(true),
    CANCELLED(true),
    /** The handler had nothing to do, or its execution was replaced before it began. */
    SKIPPED(true),
    LOST(true);

    private final boolean isFinal;

    ShardStatus(boolean isFinal) {
        this.isFinal = isFinal;
    }

    /** Whether no further attempt follows by itself. */
    public boolean isFinal() {
        return isFinal;
    }

    /** Whether the shard is final and its work is not done. */
    public boolean isFailed() {
        return isFinal && this != SUCCESS && this != SKIPPED;
    }

    /** The word as tables and answers have it: lower case. */
    public String value() {
        return Words.of(this);
    }

    /** The status that a word names. */
    public static ShardStatus of(String word) {
        return Words.parse(ShardStatus.class, word);
    }
}
