package io.jobflow.scheduler.cron;

/**
 * An expression that cannot be read. The message (at most {@value #MAX_MESSAGE} characters) names the field, the
 * offending text, where it stands, what is allowed and, where it can be guessed, what was meant.
 */
public final class CronSyntaxException extends IllegalArgumentException {
    /** The stable code that REST answers carry for this error. */
    public static final String CODE = "cron.syntax";

    static final int MAX_MESSAGE = 500;
    private static final long serialVersionUID = 1L;

    private final String field;
    private final String text;
    private final int position;

    CronSyntaxException(String field, String text, int position, String message) {
        super(Excerpt.of(message, MAX_MESSAGE));
        this.field = field;
        this.text = Excerpt.of(text, Excerpt.SHORT);
        this.position = position;
    }

    /** The stable code of this kind of error, {@value #CODE}. */
    public String code() {
        return CODE;
    }

    /** The name of the field, such as {@code hour}, or {@code expression} where no single field is to blame. */
    public String field() {
        return field;
    }

    /** The offending text, shortened where it is long. */
    public String text() {
        return text;
    }

    /** The number of the offending text's first character in the expression, counted from 1. */
    public int position() {
        return position;
    }
}
