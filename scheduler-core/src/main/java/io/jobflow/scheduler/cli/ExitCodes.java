package io.jobflow.scheduler.cli;

/** What the process answers with. */
public final class ExitCodes {

    /** The command could not do its work; a message says why. */
    public static final int FAILED = 1;

    /** The command line is not understood; a message says what is. */
    public static final int BAD_INPUT = 2;

    private ExitCodes() {}
}
