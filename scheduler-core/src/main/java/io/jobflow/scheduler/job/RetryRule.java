package io.jobflow.scheduler.job;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What one entry of {@code retryOn} or {@code noRetryOn} names: a status ({@code 503}), a hundred of them ({@code 5xx}), a
 * word for what the scheduler sees by itself ({@code timeout connection lost rejected}), or an exception class that the
 * executor reports, by its full or its simple name.
 *
 * @param text as it was given
 */
public record RetryRule(String text) {

    /** What an entry may be. */
    public static final String EXPECTED =
            "a status (\"503\") or a hundred of them (\"5xx\"), one of timeout, connection,"
                    + " lost, rejected, or an exception class (\"java.net.ConnectException\", \"ConnectException\")";

    /** The word for a connection that did not come about, or broke before the answer was complete. */
    public static final String CONNECTION = "connection";

    /** The word for an attempt whose outcome nobody knows. */
    public static final String LOST = "lost";

    static final int MAX_LENGTH = 200;

    private static final Set<String> WORDS = Set.of("timeout", CONNECTION, LOST, "rejected");
    private static final Pattern STATUS = Pattern.compile("[1-5](?:\\d\\d|xx)");
    private static final String NAME = "[A-Za-z_$][\\w$]*";
    private static final Pattern CLASS = Pattern.compile("(?:" + NAME + "\\.)+" + NAME + "|[A-Z][\\w$]*");

    public RetryRule {
        if (!isRule(text)) {
            throw new IllegalArgumentException("retry rule \"" + text + "\" is not " + EXPECTED);
        }
    }

    /** Reads an entry; empty when it is none. */
    public static Optional<RetryRule> parse(String text) {
        return isRule(text) ? Optional.of(new RetryRule(text)) : Optional.empty();
    }

    /** Whether a text can be the name of an exception class: with a package, or with a capital letter. */
    public static boolean isClassName(String text) {
        return text.length() <= MAX_LENGTH && CLASS.matcher(text).matches();
    }

    /**
     * Whether the rule names a failure.
     *
     * @param httpStatus null when no HTTP answer came
     * @param result the attempt's result, such as {@code timeout}
     * @param error {@link #CONNECTION}, or the class that the executor reported; null when nothing is known
     */
    public boolean matches(@Nullable Integer httpStatus, String result, @Nullable String error) {
        if (STATUS.matcher(text).matches()) {
            return httpStatus != null && namesStatus(httpStatus.toString());
        }
        return text.equals(result) || (error != null && (error.equals(text) || error.endsWith("." + text)));
    }

    private boolean namesStatus(String status) {
        return text.endsWith("xx") ? status.charAt(0) == text.charAt(0) : text.equals(status);
    }

    private static boolean isRule(String text) {
        return WORDS.contains(text) || STATUS.matcher(text).matches() || isClassName(text);
    }
}
