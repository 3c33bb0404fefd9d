package io.jobflow.scheduler.job;

/** Which live instance an attempt goes to. A retry avoids the instance of the attempt before, if there is another. */
public enum RoutingPolicy {
    /** Each in turn. */
    ROUND_ROBIN,
    /** The first one listed; the others only when it is avoided. */
    FIRST
}
