package io.jobflow.agent.run;

import io.jobflow.agent.logs.LogCheck;
import io.jobflow.agent.logs.LogContexts;
import io.jobflow.agent.logs.LogEntries;
import io.jobflow.bridge.attempt.MdcEntries;
import org.jspecify.annotations.Nullable;

/**
 * Puts a run on a thread for {@link LogCheck}'s questions, before it begins there: first as work that was handed over
 * does, then with the MDC filled. Afterwards all is as it was; in particular an MDC that only the check has read is not
 * filled for every later run on that account. Safe for use by any thread.
 */
final class LogTrial {

    /** The work of the token meanwhile. */
    private static final Object MARK = new Object();

    private final LogCheck check;
    private final LogContexts contexts;
    private final ThreadLocal<@Nullable RunToken> current;

    /** @param current the run on each thread */
    LogTrial(LogCheck check, LogContexts contexts, ThreadLocal<@Nullable RunToken> current) {
        this.check = check;
        this.contexts = contexts;
        this.current = current;
    }

    static boolean isOne(RunToken token) {
        return token.isOf(MARK);
    }

    /** Asks if there is anything to ask, which is once for each logging library that was loaded. */
    void askIfDue(Run run) {
        if (check.isDue()) {
            ask(run);
        }
    }

    private void ask(Run run) {
        MdcEntries entries = run.scope().mdcEntries();
        LogCheck.Questions questions;
        RunToken handedOver = enter(run, null);
        try {
            questions = check.begin(entries);
        } finally {
            leave(handedOver);
        }
        LogEntries filled = contexts.enter(entries);
        RunToken withMdc = enter(run, filled);
        try {
            questions.end(filled);
        } finally {
            leave(withMdc);
        }
    }

    private RunToken enter(Run run, @Nullable LogEntries logged) {
        RunToken token = RunToken.ofWork(MARK, run, logged, current.get());
        current.set(token);
        return token;
    }

    private void leave(RunToken token) {
        RunToken before = token.before();
        token.leave();
        if (before == null) {
            current.remove();
        } else {
            current.set(before);
        }
    }
}
