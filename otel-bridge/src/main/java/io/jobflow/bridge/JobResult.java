package io.jobflow.bridge;

import java.util.Locale;

/** How an attempt ended; the value of {@link JobAttributes#RESULT} and of the metrics' {@code result} tag. */
public enum JobResult {
    /** The handler did its work. */
    SUCCESS,
    /** The handler reported, or was seen, to fail. */
    FAILURE,
    /** No answer came before the attempt's deadline. */
    TIMEOUT,
    /** A person or a policy ended it. */
    CANCELLED,
    /** The handler decided that there was nothing to do. */
    SKIPPED,
    /** Nobody can say any more how it ended. */
    LOST,
    /** The executor did not take it (busy, stale token, no connection); it uses up no attempt. */
    REJECTED;

    private final String value = name().toLowerCase(Locale.ROOT);

    /** The word as it stands in attributes, labels, tables and answers: lower case. */
    public String value() {
        return value;
    }

    /** Whether a span with this result has the status ERROR: all but success, skipped and cancelled. */
    public boolean isError() {
        return this != SUCCESS && this != SKIPPED && this != CANCELLED;
    }
}
