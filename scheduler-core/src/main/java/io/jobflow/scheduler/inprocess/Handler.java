package io.jobflow.scheduler.inprocess;

/**
 * The work of a job, done in the scheduler's own JVM. It has succeeded when it returns; what it throws is the attempt's
 * failure, which is tried again as the job's retry policy says. Several attempts may call it at the same time, on
 * different threads.
 */
@FunctionalInterface
public interface Handler {

    /**
     * Does the work of one attempt.
     *
     * @throws HandlerFailedException when no other attempt could end otherwise
     * @throws InterruptedException when the thread was interrupted: the deadline has passed, or the scheduler stops
     * @throws Exception any other: failed, and worth another attempt
     */
    void handle(HandlerRequest request) throws Exception;
}
