package io.jobflow.scheduler.job;

import java.util.regex.Pattern;

/** The form of job and service names: 1 to 100 of {@code a-z 0-9 . _ -}, letter or digit at both ends. */
public final class Names {

    /** What a message says would be accepted. */
    public static final String EXPECTED =
            "1-100 characters of a-z 0-9 . _ -, beginning and ending with a letter or digit";

    private static final Pattern FORM = Pattern.compile("[a-z0-9](?:[a-z0-9._-]{0,98}[a-z0-9])?");

    private Names() {}

    /** Whether a text has the form of a name. */
    public static boolean isValid(String name) {
        return FORM.matcher(name).matches();
    }

    static void check(String field, String name) {
        if (!isValid(name)) {
            throw new IllegalArgumentException(field + " \"" + name + "\" is not " + EXPECTED);
        }
    }
}
