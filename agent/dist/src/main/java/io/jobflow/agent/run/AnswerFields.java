package io.jobflow.agent.run;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The fields {@code status} and {@code message} of a JSON answer, read from its beginning without a JSON library: only at
 * the top level, only strings, and up to where the text ends or stops being JSON. Confined to one thread.
 */
final class AnswerFields {

    /** UTF-8, in which a byte that is a sign of JSON is part of no other character. */
    private final byte[] text;

    private final int length;
    private int at;
    /** Where the string that was skipped last begins. */
    private int begin;
    /** Where it ends. */
    private int end;

    private @Nullable String status;
    private @Nullable String message;

    private AnswerFields(byte[] text, int length) {
        this.text = text;
        this.length = length;
    }

    /** @param length how much of it is text */
    static AnswerFields read(byte[] beginning, int length) {
        AnswerFields fields = new AnswerFields(beginning, length);
        fields.readObject();
        return fields;
    }

    /** Null if there is none, or it is no string. */
    @Nullable String status() {
        return status;
    }

    /** Null if there is none, or it is no string. */
    @Nullable String message() {
        return message;
    }

    private void readObject() {
        if (!skip('{')) {
            return;
        }
        do {
            if (!skipString()) {
                return;
            }
            boolean isStatus = isSkipped("status");
            boolean isMessage = isSkipped("message");
            if (!skip(':')) {
                return;
            }
            skipBlanks();
            if (peek() != '"') {
                if (!skipValue()) {
                    return;
                }
            } else if (!skipString()) {
                return;
            } else if (isStatus) {
                status = skipped();
            } else if (isMessage) {
                message = skipped();
            }
        } while (skip(','));
    }

    /** False if the text ends before the string does. */
    private boolean skipString() {
        if (!skip('"')) {
            return false;
        }
        begin = at;
        while (at < length && text[at] != '"') {
            at += text[at] == '\\' ? 2 : 1;
        }
        end = at++;
        return end < length;
    }

    private boolean isSkipped(String ascii) {
        if (end - begin != ascii.length()) {
            return false;
        }
        for (int i = 0; i < ascii.length(); i++) {
            if (text[begin + i] != ascii.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private String skipped() {
        String written = new String(text, begin, end - begin, StandardCharsets.UTF_8);
        return written.indexOf('\\') < 0 ? written : unescaped(written);
    }

    private static String unescaped(String written) {
        StringBuilder value = new StringBuilder(written.length());
        for (int i = 0; i < written.length(); i++) {
            char next = written.charAt(i);
            if (next != '\\') {
                value.append(next);
            } else if (written.charAt(++i) == 'u') {
                value.append(unicode(written, i + 1));
                i += 4;
            } else {
                value.append("nrtbf".indexOf(written.charAt(i)) < 0 ? written.charAt(i) : ' ');
            }
        }
        return value.toString();
    }

    private static char unicode(String written, int begin) {
        try {
            return (char) Integer.parseInt(written.substring(begin, Math.min(begin + 4, written.length())), 16);
        } catch (NumberFormatException noUnicode) {
            return '?';
        }
    }

    /** Skips a number, word, array or object; false if the text ends within it. */
    private boolean skipValue() {
        int depth = 0;
        while (at < length) {
            int next = text[at];
            if (next == '"') {
                if (!skipString()) {
                    return false;
                }
                continue;
            }
            if (depth == 0 && (next == ',' || next == '}')) {
                return true;
            }
            if (next == '{' || next == '[') {
                depth++;
            } else if (next == '}' || next == ']') {
                depth--;
            }
            at++;
        }
        return false;
    }

    private boolean skip(char wanted) {
        skipBlanks();
        boolean there = peek() == wanted;
        if (there) {
            at++;
        }
        return there;
    }

    private void skipBlanks() {
        while (at < length && text[at] >= 0 && text[at] <= ' ') {
            at++;
        }
    }

    /** 0 at the end. */
    private int peek() {
        return at < length ? text[at] : 0;
    }
}
