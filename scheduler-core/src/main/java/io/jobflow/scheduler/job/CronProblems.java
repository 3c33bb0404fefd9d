package io.jobflow.scheduler.job;

import io.jobflow.scheduler.cron.CronDialect;
import io.jobflow.scheduler.cron.CronSyntaxException;

/** A cron expression's error as a field's problem. */
public final class CronProblems {

    private CronProblems() {}

    /** The problem of a field that holds a text which is no expression of the dialect. */
    public static FieldProblem of(String field, String text, CronDialect dialect, CronSyntaxException error) {
        String expected = "a cron expression of the " + JsonFields.word(dialect) + " dialect";
        return new FieldProblem(error.code(), field, text, expected, String.valueOf(error.getMessage()));
    }
}
