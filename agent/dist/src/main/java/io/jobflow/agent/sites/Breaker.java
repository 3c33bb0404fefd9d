package io.jobflow.agent.sites;

import java.util.concurrent.TimeUnit;

/**
 * When a site has failed too often: so many failures within a minute. A failure of the JVM as a whole, such as running
 * out of memory, is none of the site's. Safe for use by any thread.
 */
final class Breaker {

    private static final long WINDOW_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final int limit;
    // guarded by this
    private long windowBeganNanos;
    private int failures;

    /** @param limit from 1; 0 if the site is to stay on whatever happens */
    Breaker(int limit) {
        this.limit = limit;
    }

    /** Whether this failure is one too many; true once in each window. */
    synchronized boolean failed(Throwable error, long nowNanos) {
        if (limit == 0 || error instanceof VirtualMachineError) {
            return false;
        }
        if (failures == 0 || nowNanos - windowBeganNanos > WINDOW_NANOS) {
            windowBeganNanos = nowNanos;
            failures = 0;
        }
        failures++;
        return failures == limit;
    }

    synchronized void reset() {
        failures = 0;
    }
}
