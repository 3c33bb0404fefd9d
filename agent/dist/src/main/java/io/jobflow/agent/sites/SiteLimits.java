package io.jobflow.agent.sites;

/** What a site may do before it is switched off. Immutable. */
public final class SiteLimits {

    private final int failures;
    private final long costNanos;

    /**
     * @param failures within a minute; 0 for any number
     * @param costNanos of a call of the door, twenty times in a row; 0 for any cost
     */
    public SiteLimits(int failures, long costNanos) {
        this.failures = failures;
        this.costNanos = costNanos;
    }

    int failures() {
        return failures;
    }

    long costNanos() {
        return costNanos;
    }
}
