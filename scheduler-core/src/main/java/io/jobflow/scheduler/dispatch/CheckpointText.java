package io.jobflow.scheduler.dispatch;

import io.jobflow.scheduler.execution.Outcome;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A checkpoint on its way: which ones are kept, and how one stands in the header {@code X-JobFlow-Checkpoint}, where every
 * byte of its UTF-8 form but {@code A-Z a-z 0-9 - . _ ~} is {@code %XX} (RFC 3986). Common servers take 8 KiB of headers,
 * so that one that is longer than {@link #MAX_HEADER} in this form is kept but not sent.
 */
final class CheckpointText {

    /** Bytes of the header's value, at most. */
    static final int MAX_HEADER = 4_096;

    private static final String UNRESERVED = "-._~";
    private static final String HEX = "0123456789ABCDEF";

    private CheckpointText() {}

    /** The checkpoint if it is short enough to be kept. */
    static @Nullable String kept(@Nullable String checkpoint) {
        return checkpoint == null || checkpoint.length() > Outcome.MAX_CHECKPOINT ? null : checkpoint;
    }

    /** The value of the header; null when there is nothing to send, or it is too long. */
    static @Nullable String header(@Nullable String checkpoint) {
        String encoded = checkpoint == null || checkpoint.isEmpty() ? null : encoded(checkpoint);
        return encoded == null || encoded.length() > MAX_HEADER ? null : encoded;
    }

    /** What a person should know about a checkpoint that is too long; null when all is well. */
    static @Nullable String trouble(@Nullable String checkpoint) {
        if (checkpoint == null || checkpoint.isEmpty()) {
            return null;
        }
        if (kept(checkpoint) == null) {
            return "the checkpoint of " + checkpoint.length() + " characters was not kept (at most "
                    + Outcome.MAX_CHECKPOINT + ")";
        }
        return header(checkpoint) != null
                ? null
                : "the checkpoint is kept but will not be sent: it has more than " + MAX_HEADER
                        + " bytes when percent-encoded";
    }

    private static String encoded(String checkpoint) {
        StringBuilder text = new StringBuilder(checkpoint.length() + 16);
        for (byte one : checkpoint.getBytes(StandardCharsets.UTF_8)) {
            if (isPlain(one)) {
                text.append((char) one);
            } else {
                text.append('%').append(HEX.charAt(one >> 4 & 15)).append(HEX.charAt(one & 15));
            }
        }
        return text.toString();
    }

    private static boolean isPlain(byte one) {
        return one >= 'a' && one <= 'z'
                || one >= 'A' && one <= 'Z'
                || one >= '0' && one <= '9'
                || UNRESERVED.indexOf(one) >= 0;
    }
}
