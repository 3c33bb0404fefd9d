package io.jobflow.scheduler.inprocess;

import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Something around a handler: a function from handler to handler. It is applied once to each handler, so that what it
 * remembers belongs to that handler and this JVM; a job's concurrency policy counts the executions of a job, in the
 * database, whoever handles them.
 */
@FunctionalInterface
public interface HandlerWrapper {

    /** The handler with this around it. */
    Handler wrap(Handler handler);

    /** The handler with all of them around it: the first is the outermost and sees a request first. */
    static Handler chain(Handler handler, List<HandlerWrapper> wrappers) {
        Handler wrapped = handler;
        for (int i = wrappers.size() - 1; i >= 0; i--) {
            wrapped = wrappers.get(i).wrap(wrapped);
        }
        return wrapped;
    }

    /**
     * Logs what a handler throws, with its stack trace, and turns errors that are no exceptions into one, so that nothing
     * of it reaches the thread. Always the outermost; naming it again inside only moves the log line.
     */
    static HandlerWrapper recover() {
        Logger log = LoggerFactory.getLogger(Handler.class);
        return handler -> request -> {
            try {
                handler.handle(request);
            } catch (InterruptedException | RecoveredException e) {
                throw e;
            } catch (Throwable e) {
                log.warn("A handler has failed: {}", request, e);
                throw new RecoveredException(e);
            }
        };
    }

    /** Skips a request, with that as its reason, while an earlier one is still being handled. */
    static HandlerWrapper skipIfStillRunning() {
        return handler -> {
            Semaphore free = new Semaphore(1);
            return request -> {
                if (!free.tryAcquire()) {
                    request.skip("skipped: handler \""
                            + request.dispatched().target().handler() + "\" was still running");
                    return;
                }
                try {
                    handler.handle(request);
                } finally {
                    free.release();
                }
            };
        };
    }

    /**
     * Has a request wait while an earlier one is still being handled, in the order of arrival. The wait takes up a handler
     * thread and counts against the attempt's time-out; the concurrency policy {@code queue} waits in the database
     * instead.
     */
    static HandlerWrapper delayIfStillRunning() {
        return handler -> {
            ReentrantLock turn = new ReentrantLock(true);
            return request -> {
                turn.lockInterruptibly();
                try {
                    handler.handle(request);
                } finally {
                    turn.unlock();
                }
            };
        };
    }
}
