package io.jobflow.agent.run;

import org.jspecify.annotations.Nullable;

/**
 * The fields {@code status} and {@code message} of a JSON answer, read from its beginning without a JSON library: only at
 * the top level, only strings, and up to where the text ends or stops being JSON. Confined to one thread.
 */
final class AnswerFields {

    private final String text;
    private int at;
    private @Nullable String status;
    private @Nullable String message;

    private AnswerFields(String text) {
        this.text = text;
    }

    static AnswerFields read(String beginning) {
        AnswerFields fields = new AnswerFields(beginning);
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
            String name = string();
            if (name == null || !skip(':')) {
                return;
            }
            skipBlanks();
            if (peek() == '"') {
                keep(name, string());
            } else if (!skipValue()) {
                return;
            }
        } while (skip(','));
    }

    private void keep(String name, @Nullable String value) {
        if (name.equals("status")) {
            status = value;
        } else if (name.equals("message")) {
            message = value;
        }
    }

    /** Null if the text ends before the string does. */
    private @Nullable String string() {
        if (!skip('"')) {
            return null;
        }
        StringBuilder value = new StringBuilder();
        while (at < text.length()) {
            char next = text.charAt(at++);
            if (next == '"') {
                return value.toString();
            }
            value.append(next == '\\' ? escaped() : next);
        }
        return null;
    }

    private char escaped() {
        char kind = peek();
        at++;
        switch (kind) {
            case 'n':
            case 'r':
            case 't':
            case 'b':
            case 'f':
                return ' ';
            case 'u':
                return unicode();
            default:
                return kind;
        }
    }

    private char unicode() {
        int end = Math.min(at + 4, text.length());
        String digits = text.substring(at, end);
        at = end;
        try {
            return (char) Integer.parseInt(digits, 16);
        } catch (NumberFormatException noUnicode) {
            return '?';
        }
    }

    /** Skips a number, word, array or object; false if the text ends within it. */
    private boolean skipValue() {
        int depth = 0;
        while (at < text.length()) {
            char next = text.charAt(at);
            if (next == '"') {
                if (string() == null) {
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
        while (at < text.length() && text.charAt(at) <= ' ') {
            at++;
        }
    }

    private char peek() {
        return at < text.length() ? text.charAt(at) : '\0';
    }
}
