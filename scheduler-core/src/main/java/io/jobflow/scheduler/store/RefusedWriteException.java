package io.jobflow.scheduler.store;

import org.jspecify.annotations.Nullable;

/**
 * A write contradicts what is stored, so it can never be applied: an unknown job or execution, a name or trace id that
 * is taken, an attempt that has ended otherwise. Nothing of the batch was written, and repeating it cannot help.
 */
public final class RefusedWriteException extends StoreException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the refusal.
     *
     * @param message which write, what stands in its way
     * @param cause the database's own words; null when the store saw it by itself
     */
    public RefusedWriteException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
