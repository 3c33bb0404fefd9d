package io.jobflow.bridge.outgoing;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Hears a statement's tokens and finds out what it does, and to what. Confined to one thread. */
final class StatementSummary {

    private static final int MAX_TARGET_LENGTH = 100;
    private static final Set<String> VERBS = new HashSet<>(Arrays.asList(
            "SELECT",
            "INSERT",
            "UPDATE",
            "DELETE",
            "MERGE",
            "REPLACE",
            "CALL",
            "EXEC",
            "EXECUTE",
            "CREATE",
            "ALTER",
            "DROP",
            "TRUNCATE",
            "SET",
            "SHOW",
            "BEGIN",
            "COMMIT",
            "ROLLBACK",
            "GRANT",
            "REVOKE",
            "ANALYZE",
            "VACUUM",
            "EXPLAIN",
            "VALUES",
            "LOCK",
            "PRAGMA",
            "USE",
            "COPY",
            "REFRESH",
            "DECLARE",
            "UPSERT"));
    /** What stands between a verb and its target. */
    private static final Set<String> BEFORE_TARGET = new HashSet<>(Arrays.asList(
            "INTO",
            "TABLE",
            "VIEW",
            "INDEX",
            "SEQUENCE",
            "FROM",
            "ONLY",
            "IF",
            "NOT",
            "EXISTS",
            "OR",
            "IGNORE",
            "TEMPORARY",
            "TEMP",
            "UNIQUE",
            "MATERIALIZED",
            "CONCURRENTLY"));

    private static final Set<String> NAMES_FOLLOW = new HashSet<>(Arrays.asList(
            "UPDATE", "MERGE", "CALL", "EXEC", "EXECUTE", "CREATE", "ALTER", "DROP", "TRUNCATE", "LOCK", "REFRESH"));

    private @Nullable String operation;
    private final StringBuilder target = new StringBuilder();
    private State state = State.BEFORE_VERB;
    private boolean with;
    private int depth;

    void word(String word) {
        String upper = word.toUpperCase(Locale.ROOT);
        switch (state) {
            case BEFORE_VERB:
                verb(upper);
                break;
            case AFTER_VERB:
                afterVerb(word, upper);
                break;
            case BEFORE_TARGET:
                if (!BEFORE_TARGET.contains(upper)) {
                    begin(word);
                }
                break;
            case AFTER_DOT:
                target.append('.').append(word);
                state = State.IN_TARGET;
                break;
            default:
                end();
        }
    }

    private void verb(String upper) {
        if (upper.equals("WITH") && depth == 0) {
            with = true;
        } else if (depth == 0 || !with) {
            if (VERBS.contains(upper)) {
                operation = upper;
                state = State.AFTER_VERB;
                depth = 0;
            } else if (!with) {
                end();
            }
        }
    }

    private void afterVerb(String word, String upper) {
        if (depth > 0) {
            return;
        }
        String verb = String.valueOf(operation);
        if (upper.equals("FROM") || upper.equals("INTO")) {
            state = State.BEFORE_TARGET;
        } else if (NAMES_FOLLOW.contains(verb) && !BEFORE_TARGET.contains(upper)) {
            begin(word);
        } else if (verb.equals("INSERT") && upper.equals("VALUES")) {
            end();
        }
    }

    /** A name in quotes. */
    void name(String name) {
        if (state == State.AFTER_DOT) {
            target.append('.').append(name);
            state = State.IN_TARGET;
        } else if (state == State.BEFORE_TARGET
                || (state == State.AFTER_VERB && depth == 0 && NAMES_FOLLOW.contains(String.valueOf(operation)))) {
            begin(name);
        } else if (state == State.IN_TARGET) {
            end();
        }
    }

    private void begin(String name) {
        target.append(name);
        state = State.IN_TARGET;
    }

    /** A mark, or {@code ?} for a value. */
    void other(char mark) {
        if (mark == '(') {
            depth++;
        } else if (mark == ')') {
            depth--;
        }
        if (state == State.IN_TARGET) {
            if (mark == '.') {
                state = State.AFTER_DOT;
            } else {
                end();
            }
        } else if (state == State.BEFORE_TARGET || state == State.AFTER_DOT) {
            end();
        }
    }

    void end() {
        state = State.DONE;
    }

    @Nullable String operation() {
        return operation;
    }

    @Nullable String target() {
        return target.length() == 0 || target.length() > MAX_TARGET_LENGTH ? null : target.toString();
    }

    private enum State {
        BEFORE_VERB,
        AFTER_VERB,
        BEFORE_TARGET,
        IN_TARGET,
        AFTER_DOT,
        DONE
    }
}
