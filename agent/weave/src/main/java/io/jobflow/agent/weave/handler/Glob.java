package io.jobflow.agent.weave.handler;

/** A name in which {@code *} stands for any characters, also none, also dots. Immutable. */
final class Glob {

    private final String text;
    private final int literal;

    Glob(String text) {
        this.text = text;
        int star = text.indexOf('*');
        this.literal = star < 0 ? text.length() : star;
    }

    boolean matches(String name) {
        return name.startsWith(text.substring(0, literal)) && matches(name, literal, literal);
    }

    /** Where a star took too few characters, it takes one more. */
    private boolean matches(String name, int nameFrom, int textFrom) {
        int at = nameFrom;
        int in = textFrom;
        int star = -1;
        int taken = 0;
        while (at < name.length()) {
            if (in < text.length() && text.charAt(in) == '*') {
                star = in++;
                taken = at;
            } else if (in < text.length() && text.charAt(in) == name.charAt(at)) {
                in++;
                at++;
            } else if (star >= 0) {
                in = star + 1;
                at = ++taken;
            } else {
                return false;
            }
        }
        while (in < text.length() && text.charAt(in) == '*') {
            in++;
        }
        return in == text.length();
    }
}
