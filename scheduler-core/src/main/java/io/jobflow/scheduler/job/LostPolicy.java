package io.jobflow.scheduler.job;

/** What follows when nobody can say how an attempt ended. */
public enum LostPolicy {
    /** The attempt counts as failed and is tried again while attempts are left. */
    RETRY,
    /** The shard ends as lost at once, for work that must not run twice. */
    GIVE_UP
}
