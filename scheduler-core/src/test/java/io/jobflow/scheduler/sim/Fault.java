package io.jobflow.scheduler.sim;

/** What can go wrong in a world; each seed draws which of them do, and how often. */
enum Fault {
    /** The process is killed at any time. */
    KILL(0.0),
    KILL_WITHIN_STEP(0.004),
    KILL_BEFORE_COMMIT(0.03),
    KILL_AFTER_COMMIT(0.03),
    KILL_BEFORE_REPLY(0.03),
    /** The process does not come back for long. */
    LONG_ABSENCE(0.3),
    /** The process stands still, and another may take its place meanwhile. */
    PAUSE(0.005),
    COMMIT_FAILS(0.05),
    /** The commit is applied, and the database says that it failed. */
    COMMIT_UNKNOWN(0.05),
    COMMIT_SLOW(0.1),
    READ_FAILS(0.2),
    REQUEST_LOST(0.1),
    /** The executor has done its work, and its answer never arrives. */
    ANSWER_LOST(0.1),
    ANSWER_TWICE(0.1),
    ANSWER_LATE(0.1),
    HANG(0.1),
    ACCEPTED_THEN_NOTHING(0.1),
    SERVER_ERROR(0.3),
    CLIENT_ERROR(0.1),
    REFUSED(0.3),
    SLOW_HANDLER(0.4),
    CLOCK_FORWARD(0.0),
    CLOCK_BACK(0.0),
    CLOCK_DRIFT(0.0);

    /** How likely it is at most, each time it could strike; 0 when it strikes by the hour instead. */
    final double most;

    Fault(double most) {
        this.most = most;
    }
}
