package io.jobflow.scheduler.dispatch;

import io.jobflow.scheduler.execution.Outcome;

/** What a sent attempt came back with. */
public sealed interface Answer {

    /** The attempt has ended. */
    record Ended(Outcome outcome) implements Answer {}

    /** The executor took the work and will report later ({@code 202}). */
    record Accepted() implements Answer {}
}
