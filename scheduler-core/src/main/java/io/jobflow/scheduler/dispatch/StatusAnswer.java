package io.jobflow.scheduler.dispatch;

import io.jobflow.scheduler.execution.Outcome;

/** What an executor says when it is asked how an attempt stands. */
public sealed interface StatusAnswer {

    /** It is at work. */
    record Running() implements StatusAnswer {}

    /** It has ended so. */
    record Ended(Outcome outcome) implements StatusAnswer {}

    /** The attempt never arrived, or is forgotten. */
    record Unknown() implements StatusAnswer {}

    /** Nothing that could be understood; the question may be asked again. */
    record Silent() implements StatusAnswer {}
}
