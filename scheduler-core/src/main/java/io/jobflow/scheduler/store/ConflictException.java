package io.jobflow.scheduler.store;

import org.jspecify.annotations.Nullable;

/** The database gave a transaction up in favour of another one; nothing was written, and repeating it is the cure. */
public final class ConflictException extends StoreException {

    private static final long serialVersionUID = 1L;

    public ConflictException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
