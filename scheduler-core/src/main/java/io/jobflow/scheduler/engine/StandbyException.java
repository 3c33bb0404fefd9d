package io.jobflow.scheduler.engine;

import java.util.concurrent.RejectedExecutionException;

/** This process only stands by: another one is active and takes commands. */
public final class StandbyException extends RejectedExecutionException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates it.
     *
     * @param message who is active
     */
    public StandbyException(String message) {
        super(message);
    }
}
