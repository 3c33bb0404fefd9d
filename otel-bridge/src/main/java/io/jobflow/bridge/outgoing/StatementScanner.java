package io.jobflow.bridge.outgoing;

import io.jobflow.bridge.outgoing.SqlDialect.Rule;

/**
 * Takes a statement apart, so that none of its values gets out. Wherever two readings are possible and would disagree about
 * what is a value, such as a backslash in front of a quote, it stops and the rest of the statement is left out. Confined to
 * one thread.
 */
final class StatementScanner {

    /** What is beyond is not looked at. */
    private static final int MAX_INPUT = 10_000;

    private final String sql;
    private final int end;
    private final SqlDialect dialect;
    private final ShapeWriter shape;
    private String wordBefore = "";
    private int at;

    StatementScanner(String sql, SqlDialect dialect, ShapeWriter shape) {
        this.sql = sql;
        this.end = Math.min(sql.length(), MAX_INPUT);
        this.dialect = dialect;
        this.shape = shape;
    }

    void scan() {
        while (at < end && !shape.isFull()) {
            next();
        }
        if (at < sql.length() && !shape.isFull()) {
            shape.giveUp();
        }
    }

    private void next() {
        char c = sql.charAt(at);
        if (Character.isWhitespace(c) || c < ' ') {
            shape.space();
            at++;
        } else if (isDigit(c) || (c == '.' && isDigit(peek(1)))) {
            number();
        } else if (isOfName(c) && c != '$') {
            word();
        } else {
            mark(c);
        }
    }

    private void mark(char c) {
        switch (c) {
            case '\'':
                at = string('\'', at + 1, false);
                break;
            case '"':
                doubleQuote();
                break;
            case '`':
                backtick();
                break;
            case '[':
                bracket();
                break;
            case '$':
                dollar();
                break;
            case '#':
                hash();
                break;
            case '-':
            case '+':
                minus(c);
                break;
            case '/':
                slash();
                break;
            case '?':
                shape.value();
                at++;
                break;
            default:
                punctuation(c);
        }
    }

    private void punctuation(char c) {
        shape.punctuation(c);
        at++;
    }

    /** Also hexadecimal ones, those with an exponent, and names that begin with a digit. */
    private void number() {
        shape.value();
        while (at < end && (isOfName(peek(0)) || peek(0) == '.' || isSignOfExponent())) {
            at++;
        }
    }

    private boolean isSignOfExponent() {
        char before = sql.charAt(at - 1);
        return (peek(0) == '-' || peek(0) == '+') && (before == 'e' || before == 'E') && isDigit(peek(1));
    }

    private void word() {
        int from = at;
        while (at < end && isOfName(peek(0))) {
            at++;
        }
        String word = sql.substring(from, at);
        if (peek(0) == '\'' && at < end) {
            prefixedString(word);
        } else if (word.equalsIgnoreCase("true") || word.equalsIgnoreCase("false")) {
            shape.value();
        } else if (at == end && end < sql.length()) {
            shape.giveUp();
        } else {
            shape.word(word);
            if (word.equalsIgnoreCase("by") && wordBefore.equalsIgnoreCase("identified")) {
                // A password, which Oracle takes as a name as well.
                giveUp();
            }
        }
        wordBefore = word;
    }

    /** Such as {@code N'x'}, {@code E'x'}, {@code X'ff'} or {@code q'[x]'}. */
    private void prefixedString(String prefix) {
        boolean byQ = prefix.equalsIgnoreCase("q") || prefix.equalsIgnoreCase("nq");
        if (byQ && dialect.quotesByQ() != Rule.NO) {
            if (dialect.quotesByQ() == Rule.UNKNOWN) {
                giveUp();
            } else {
                stringByQ();
            }
        } else {
            if (prefix.length() > 2 && prefix.charAt(0) != '_') {
                shape.word(prefix);
            }
            at = string('\'', at + 1, prefix.equalsIgnoreCase("e") && dialect == SqlDialect.POSTGRESQL);
        }
    }

    private void stringByQ() {
        int open = "[{(<".indexOf(peek(1));
        String close = (open < 0 ? String.valueOf(peek(1)) : "]})>".substring(open, open + 1)) + "'";
        skipPast(sql.indexOf(close, at + 2), close.length());
    }

    private void skipPast(int found, int length) {
        if (found < 0 || found + length > end) {
            giveUp();
        } else {
            shape.value();
            at = found + length;
        }
    }

    /** Answers where the string that began ends; a doubled quote is a part of it. */
    private int string(char quote, int from, boolean escapes) {
        int backslashes = 0;
        for (int i = from; i < end; i++) {
            char c = sql.charAt(i);
            if (c == quote) {
                if (backslashes % 2 == 1 && !escapes) {
                    return afterGivingUp();
                }
                if (backslashes % 2 == 0) {
                    if (i + 1 >= end || sql.charAt(i + 1) != quote) {
                        shape.value();
                        return i + 1;
                    }
                    i++;
                }
            }
            backslashes = c == '\\' ? backslashes + 1 : 0;
        }
        return afterGivingUp();
    }

    private int afterGivingUp() {
        giveUp();
        return end;
    }

    private void giveUp() {
        shape.giveUp();
        at = end;
    }

    private void doubleQuote() {
        if (dialect.doubleQuotesName == Rule.YES) {
            quotedName('"');
        } else {
            at = string('"', at + 1, false);
        }
    }

    private void backtick() {
        if (dialect.backticksName == Rule.YES) {
            quotedName('`');
        } else {
            giveUp();
        }
    }

    private void quotedName(char quote) {
        int close = sql.indexOf(quote, at + 1);
        boolean doubled = close >= 0 && close + 1 < end && sql.charAt(close + 1) == quote;
        takeName(close, doubled);
    }

    private void bracket() {
        if (dialect.bracketsName == Rule.NO) {
            punctuation('[');
            return;
        }
        int close = sql.indexOf(']', at + 1);
        boolean plain = close >= 0 && isPlain(at + 1, close);
        if (dialect.bracketsName == Rule.UNKNOWN && !plain) {
            giveUp();
        } else if (dialect.bracketsName == Rule.UNKNOWN) {
            punctuation('[');
        } else {
            takeName(close, close + 1 < end && sql.charAt(close + 1) == ']');
        }
    }

    /** A name with anything odd in it is not worth a guess. */
    private void takeName(int close, boolean doubled) {
        if (close < 0 || close >= end || doubled || !isPlain(at + 1, close)) {
            giveUp();
        } else {
            shape.name(sql.substring(at + 1, close), sql.substring(at, close + 1));
            at = close + 1;
        }
    }

    private boolean isPlain(int from, int to) {
        for (int i = from; i < to; i++) {
            char c = sql.charAt(i);
            if (!isOfName(c) && " .-#@:,".indexOf(c) < 0) {
                return false;
            }
        }
        return true;
    }

    /** A parameter such as {@code $1}, or a string between {@code $tag$} and {@code $tag$}. */
    private void dollar() {
        int close = at + 1;
        while (close < end && isOfName(sql.charAt(close)) && sql.charAt(close) != '$') {
            close++;
        }
        boolean tagged = close < end && sql.charAt(close) == '$' && !isDigit(peek(1));
        if (tagged && dialect.dollarsQuote == Rule.YES) {
            String tag = sql.substring(at, close + 1);
            skipPast(sql.indexOf(tag, close + 1), tag.length());
        } else if (tagged && dialect.dollarsQuote == Rule.UNKNOWN) {
            giveUp();
        } else if (isDigit(peek(1))) {
            at++;
            number();
        } else {
            punctuation('$');
        }
    }

    private void hash() {
        if (dialect.hashComments == Rule.UNKNOWN) {
            giveUp();
        } else if (dialect.hashComments == Rule.YES) {
            skipLine();
        } else {
            punctuation('#');
        }
    }

    private void minus(char sign) {
        boolean comment = sign == '-' && peek(1) == '-';
        boolean spaced = at + 2 >= sql.length() || Character.isWhitespace(peek(2)) || peek(2) < ' ';
        if (comment && (spaced || dialect.hashComments == Rule.NO)) {
            skipLine();
        } else if (comment && dialect.hashComments == Rule.UNKNOWN) {
            giveUp();
        } else if (shape.isAtSign() && (isDigit(peek(1)) || peek(1) == '.')) {
            at++;
        } else {
            punctuation(sign);
        }
    }

    /** Databases disagree about what ends a line. */
    private void skipLine() {
        int next = at;
        while (next < end && sql.charAt(next) != '\n') {
            if (sql.charAt(next) == '\r' && peekAt(next + 1) != '\n') {
                giveUp();
                return;
            }
            next++;
        }
        shape.space();
        at = next;
    }

    /** A comment inside of another one ends it in some databases only; one that begins with ! is none in MySQL. */
    private void slash() {
        if (peek(1) != '*') {
            punctuation('/');
            return;
        }
        int close = sql.indexOf("*/", at + 2);
        int inner = sql.indexOf("/*", at + 2);
        if (close < 0 || close + 2 > end || (inner >= 0 && inner < close) || peek(2) == '!') {
            giveUp();
        } else {
            shape.space();
            at = close + 2;
        }
    }

    private char peek(int ahead) {
        return peekAt(at + ahead);
    }

    private char peekAt(int index) {
        return index < end ? sql.charAt(index) : '\0';
    }

    private static boolean isDigit(char c) {
        return Character.isDigit(c);
    }

    private static boolean isOfName(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '$';
    }
}
