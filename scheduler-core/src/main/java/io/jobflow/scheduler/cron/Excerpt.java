package io.jobflow.scheduler.cron;

/** Foreign text made safe for a message: bounded in length, free of control characters. */
final class Excerpt {
    static final int SHORT = 40;
    static final int LONG = 120;

    private static final String ELLIPSIS = "…";

    private Excerpt() {}

    /** The text itself, or its beginning and an ellipsis, together at most {@code limit} characters. */
    static String of(String text, int limit) {
        String bounded = text.length() <= limit ? text : text.substring(0, limit - ELLIPSIS.length()) + ELLIPSIS;
        StringBuilder printable = new StringBuilder(bounded.length());
        for (int i = 0; i < bounded.length(); i++) {
            char c = bounded.charAt(i);
            printable.append(Character.isISOControl(c) || Character.isSurrogate(c) ? '?' : c);
        }
        return printable.toString();
    }
}
