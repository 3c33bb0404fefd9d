package io.jobflow.bridge;

/** Text from outside, made fit for a log line, an MDC value or a span's status. */
public final class PlainText {

    private PlainText() {}

    /**
     * The text on one line and of bounded length: every control character, line separator and unpaired surrogate
     * becomes a space, the rest beyond the limit is cut and marked by three dots.
     *
     * @param maxLength longest answer in UTF-16 units, at least 4
     */
    public static String of(String text, int maxLength) {
        int end = Math.min(text.length(), maxLength);
        boolean cut = text.length() > maxLength;
        if (!cut && isPlain(text, end)) {
            return text;
        }
        StringBuilder plain = new StringBuilder(end);
        int keep = cut ? maxLength - 3 : end;
        for (int i = 0; i < keep; i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < keep && Character.isLowSurrogate(text.charAt(i + 1))) {
                plain.append(c).append(text.charAt(++i));
            } else {
                plain.append(isPlain(c) ? c : ' ');
            }
        }
        return cut ? plain.append("...").toString() : plain.toString();
    }

    private static boolean isPlain(String text, int end) {
        for (int i = 0; i < end; i++) {
            if (!isPlain(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isPlain(char c) {
        return !Character.isISOControl(c) && c != '\u2028' && c != '\u2029' && !Character.isSurrogate(c);
    }
}
