package io.jobflow.scheduler.dispatch;

import java.io.IOException;

/** A pooled connection turned out to be closed before anything was sent over it. */
final class StaleConnectionException extends IOException {

    private static final long serialVersionUID = 1L;

    StaleConnectionException() {
        super("the executor had closed the connection");
    }
}
