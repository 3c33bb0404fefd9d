package io.jobflow.scheduler.inprocess;

/** Carries what a handler threw past the wrapper that has logged it. */
final class RecoveredException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    RecoveredException(Throwable thrown) {
        super(null, thrown, false, false);
    }
}
