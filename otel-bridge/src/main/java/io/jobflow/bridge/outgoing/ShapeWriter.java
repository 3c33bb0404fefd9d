package io.jobflow.bridge.outgoing;

/** Writes a statement's shape, token by token. Confined to one thread. */
final class ShapeWriter {

    /** Longest shape, in characters; what is beyond becomes three dots. */
    static final int MAX_LENGTH = 1_000;

    private static final String VALUE = "?";

    private final StringBuilder text = new StringBuilder();
    private final StatementSummary summary = new StatementSummary();
    private boolean spaceDue;
    private boolean cut;
    /** Inside of {@code IN (…)}, as long as there are only values. */
    private boolean list;

    private boolean listHasValue;
    private boolean commaDue;
    private boolean afterIn;

    /** White space or a comment. */
    void space() {
        spaceDue = text.length() > 0;
    }

    /** A keyword or a name without quotes. */
    void word(String word) {
        endList();
        write(word);
        summary.word(word);
        afterIn = word.equalsIgnoreCase("in");
    }

    /** A name in quotes; {@code written} has them. */
    void name(String name, String written) {
        endList();
        write(written);
        summary.name(name);
        afterIn = false;
    }

    /** A literal or a parameter. */
    void value() {
        summary.other('?');
        if (list && listHasValue) {
            spaceDue = false;
            return;
        }
        listHasValue = list;
        write(VALUE);
        afterIn = false;
    }

    /** A minus or plus in front of a number, which would tell something of it. */
    boolean isAtSign() {
        int last = text.length() - 1;
        return last < 0 || "(,=<>+-*/|".indexOf(text.charAt(last)) >= 0;
    }

    void punctuation(char mark) {
        summary.other(mark);
        if (list && mark == ',') {
            commaDue = true;
            spaceDue = false;
            return;
        }
        if (mark == ')') {
            list = false;
            commaDue = false;
            spaceDue = false;
        } else {
            endList();
        }
        write(String.valueOf(mark));
        list = mark == '(' && afterIn;
        listHasValue = false;
        afterIn = false;
    }

    /** Nothing can be said for certain of what follows. */
    void giveUp() {
        endList();
        write(VALUE);
        cut = true;
        summary.end();
    }

    boolean isFull() {
        return cut || text.length() > MAX_LENGTH;
    }

    private void endList() {
        if (list && commaDue) {
            text.append(", ");
            spaceDue = false;
        }
        list = false;
        commaDue = false;
    }

    private void write(String token) {
        if (spaceDue) {
            text.append(' ');
            spaceDue = false;
        }
        text.append(token);
    }

    StatementShape shape() {
        boolean tooLong = text.length() > MAX_LENGTH;
        String shape = tooLong ? text.substring(0, MAX_LENGTH) : text.toString();
        return new StatementShape(tooLong || cut ? shape + "..." : shape, summary.operation(), summary.target());
    }
}
