package io.jobflow.bridge.setup;

import java.io.PrintWriter;
import java.io.Writer;
import org.jspecify.annotations.Nullable;

/** What was thrown, in words of bounded length. Immutable. */
final class ThrownText {

    /** Of a stack trace, which begins with the message. */
    static final int MOST_CHARS = 16_384;

    private static final int MOST_MESSAGE_CHARS = 1_024;

    private final String type;
    private final @Nullable String message;
    private final String stackTrace;

    private ThrownText(String type, @Nullable String message, String stackTrace) {
        this.type = type;
        this.message = message;
        this.stackTrace = stackTrace;
    }

    /** Only the type where it fails to say more. */
    static ThrownText of(Throwable error) {
        String type = error.getClass().getName();
        try {
            FirstChars stackTrace = new FirstChars(MOST_CHARS);
            error.printStackTrace(new PrintWriter(stackTrace, true));
            String message = error.getMessage();
            return new ThrownText(
                    type, message == null ? null : cut(message, MOST_MESSAGE_CHARS), stackTrace.toString());
        } catch (Throwable unspeakable) {
            return new ThrownText(type, null, type);
        }
    }

    /** With an ellipsis where something is missing. */
    static String cut(String text, int mostChars) {
        return text.length() <= mostChars ? text : text.substring(0, mostChars) + "…";
    }

    String type() {
        return type;
    }

    /** Null if there is none. */
    @Nullable String message() {
        return message;
    }

    String stackTrace() {
        return stackTrace;
    }

    /** Keeps what is written first, and an ellipsis for the rest. Confined to one thread. */
    private static final class FirstChars extends Writer {
        private final StringBuilder kept = new StringBuilder();
        private final int most;
        private boolean full;

        FirstChars(int most) {
            this.most = most;
        }

        @Override
        public void write(char[] chars, int from, int length) {
            int room = most - kept.length();
            if (length <= room) {
                kept.append(chars, from, length);
            } else if (!full) {
                kept.append(chars, from, room).append('…');
                full = true;
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}

        @Override
        public String toString() {
            return kept.toString();
        }
    }
}
