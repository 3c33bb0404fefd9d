package io.jobflow.bridge.setup;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.logs.Severity;
import io.opentelemetry.api.trace.SpanContext;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.jspecify.annotations.Nullable;

/**
 * A line that was logged in a run, on its way to the back end. What was thrown is held until {@link #renderThrown} has put
 * it into words, which is dear and therefore not done by the thread that logs. Safe for use by any thread.
 */
public final class LogLine {

    /** Longer texts and stack traces are cut, so that a full queue has a bounded size. */
    static final int MOST_CHARS = 16_384;

    private static final int FIXED_CHARS = 200;
    /** What a stack trace takes, which is not known before it is rendered: half of what it may take. */
    private static final int THROWN_CHARS = 8_192;

    final long epochMillis;
    final Severity severity;
    final String severityText;
    final String logger;
    final String thread;
    final String text;
    final SpanContext span;
    final Attributes job;
    /** About how many characters it keeps, or will keep. */
    final int chars;

    private volatile @Nullable Throwable thrown;
    private volatile @Nullable Thrown words;

    /**
     * @param text cut at 16,384 characters
     * @param span of the run, or of what is current within it
     * @param job the run's attributes
     * @param thrown null if nothing
     */
    public LogLine(
            long epochMillis,
            Severity severity,
            String severityText,
            String logger,
            String thread,
            String text,
            SpanContext span,
            Attributes job,
            @Nullable Throwable thrown) {
        this.epochMillis = epochMillis;
        this.severity = severity;
        this.severityText = severityText;
        this.logger = logger;
        this.thread = thread;
        this.text = cut(text);
        this.span = span;
        this.job = job;
        this.thrown = thrown;
        this.chars = FIXED_CHARS + this.text.length() + (thrown == null ? 0 : THROWN_CHARS);
    }

    private static String cut(String text) {
        return text.length() <= MOST_CHARS ? text : text.substring(0, MOST_CHARS) + "…";
    }

    /** Puts what was thrown into words, once, and lets go of it: its class belongs to the application. */
    void renderThrown() {
        Throwable error = thrown;
        if (error != null) {
            words = Thrown.of(error);
            thrown = null;
        }
    }

    /** Null if nothing was thrown, or it was not rendered yet. */
    @Nullable Thrown thrown() {
        return words;
    }

    /** What was thrown, in words. Immutable. */
    static final class Thrown {
        final String type;
        final @Nullable String message;
        final String stackTrace;

        private Thrown(String type, @Nullable String message, String stackTrace) {
            this.type = type;
            this.message = message;
            this.stackTrace = stackTrace;
        }

        private static Thrown of(Throwable error) {
            String type = error.getClass().getName();
            try {
                StringWriter stackTrace = new StringWriter();
                error.printStackTrace(new PrintWriter(stackTrace, true));
                String message = error.getMessage();
                return new Thrown(type, message == null ? null : cut(message), cut(stackTrace.toString()));
            } catch (Throwable unspeakable) {
                return new Thrown(type, null, type);
            }
        }
    }
}
