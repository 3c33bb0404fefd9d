package io.jobflow.scheduler.http;

/** The API's address cannot be bound. */
public final class ApiStartException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ApiStartException(HttpSettings settings, Throwable cause) {
        super(
                "Cannot listen on " + settings.host() + " port " + settings.port()
                        + " (expected an address of this machine and a free port); stop what uses it or set"
                        + " jobflow.server.port (environment variable JOBFLOW_SERVER_PORT).",
                cause);
    }
}
