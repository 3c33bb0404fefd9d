package io.jobflow.scheduler.execution;

/** Why an execution exists. */
public enum Trigger {
    SCHEDULE,
    MANUAL,
    API,
    DEPENDENCY,
    BACKFILL,
    MISFIRE;

    /** The word as tables, answers and attributes have it: lower case. */
    public String value() {
        return Words.of(this);
    }

    /** The trigger that a word names. */
    public static Trigger of(String word) {
        return Words.parse(Trigger.class, word);
    }
}
