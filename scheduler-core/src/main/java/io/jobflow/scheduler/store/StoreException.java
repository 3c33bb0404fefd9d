package io.jobflow.scheduler.store;

import org.jspecify.annotations.Nullable;

/** The database failed; whether a write was applied is unknown, unless the subclass says otherwise. */
public class StoreException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public StoreException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    StoreException(String message) {
        super(message);
    }
}
