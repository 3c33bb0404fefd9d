package io.jobflow.scheduler.cron;

import java.util.Locale;

/** The text of an expression while it is read, and the one place that words complaints about it. */
record CronText(String text, CronDialect dialect) {

    boolean isBlank(int at) {
        char c = text.charAt(at);
        return c == ' ' || c == '\t' || c == '\n' || c == '\r';
    }

    int skipBlanks(int from) {
        int at = from;
        while (at < text.length() && isBlank(at)) {
            at++;
        }
        return at;
    }

    int skipWord(int from) {
        int at = from;
        while (at < text.length() && !isBlank(at)) {
            at++;
        }
        return at;
    }

    /** A complaint about a part of a field: what would be accepted there, and what to do. */
    CronSyntaxException wrong(CronField field, int from, int to, String expected, String advice) {
        String part = text.substring(from, to);
        String message = "Cron field " + field.label + " is \"" + Excerpt.of(part, Excerpt.SHORT) + "\" at character "
                + (from + 1) + " of \"" + Excerpt.of(text, Excerpt.LONG) + "\" (expected " + expected + "); " + advice;
        return new CronSyntaxException(field.label, part, from + 1, message);
    }

    /** A complaint about the expression as a whole. */
    CronSyntaxException wrong(int from, int to, String expected, String advice) {
        String part = text.substring(from, to);
        String where = part.length() == text.length()
                ? ""
                : " at character " + (from + 1) + ", \"" + Excerpt.of(part, Excerpt.SHORT) + "\"";
        String message = "Cron expression \"" + Excerpt.of(text, Excerpt.LONG) + "\" cannot be read in the "
                + dialect.name().toLowerCase(Locale.ROOT) + " dialect" + where + " (expected " + expected + "); "
                + advice;
        return new CronSyntaxException("expression", part, from + 1, message);
    }
}
