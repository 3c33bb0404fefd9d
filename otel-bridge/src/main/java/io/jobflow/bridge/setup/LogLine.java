package io.jobflow.bridge.setup;

import io.opentelemetry.api.logs.Severity;
import org.jspecify.annotations.Nullable;

/**
 * A line that was logged in a run, on its way to the back end. What was thrown is held until {@link #renderThrown} has put
 * it into words, which is dear and therefore not done by the thread that logs. Safe for use by any thread.
 */
public final class LogLine {

    /** Longer texts are cut, as are stack traces, so that a full queue has a bounded size. */
    static final int MOST_CHARS = 16_384;

    private static final int FIXED_CHARS = 200;
    /** What a stack trace takes, which is not known before it is rendered: half of what it may take. */
    private static final int THROWN_CHARS = 8_192;

    final long epochMillis;
    final Severity severity;
    final String severityText;
    final String text;
    final LogOrigin origin;
    /** About how many characters it keeps, or will keep. */
    final int chars;

    private volatile @Nullable Throwable thrown;
    private volatile @Nullable ThrownText words;

    /**
     * @param text cut at 16,384 characters
     * @param thrown null if nothing
     */
    public LogLine(
            long epochMillis,
            Severity severity,
            String severityText,
            String text,
            @Nullable Throwable thrown,
            LogOrigin origin) {
        this.epochMillis = epochMillis;
        this.severity = severity;
        this.severityText = severityText;
        this.text = ThrownText.cut(text, MOST_CHARS);
        this.thrown = thrown;
        this.origin = origin;
        this.chars = FIXED_CHARS + this.text.length() + origin.chars() + (thrown == null ? 0 : THROWN_CHARS);
    }

    /** Puts what was thrown into words, once, and lets go of it: its class belongs to the application. */
    void renderThrown() {
        Throwable error = thrown;
        if (error != null) {
            words = ThrownText.of(error);
            thrown = null;
        }
    }

    /** Null if nothing was thrown, or it was not rendered yet. */
    @Nullable ThrownText thrown() {
        return words;
    }
}
