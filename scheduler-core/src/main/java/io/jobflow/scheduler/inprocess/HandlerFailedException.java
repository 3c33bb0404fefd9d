package io.jobflow.scheduler.inprocess;

/** Thrown by a handler whose failure is for good: the attempt counts as failed and no other follows. */
public final class HandlerFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * Says why.
     *
     * @param message stands in the attempt's row
     */
    public HandlerFailedException(String message) {
        super(message);
    }
}
