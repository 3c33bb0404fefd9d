package io.jobflow.bridge.outgoing;

import org.jspecify.annotations.Nullable;

/**
 * A statement without its values: literals are {@code ?}, comments are gone, white space is single, a list after {@code IN}
 * is one {@code ?}. Immutable.
 */
final class StatementShape {

    private final String text;
    private final @Nullable String operation;
    private final @Nullable String target;

    StatementShape(String text, @Nullable String operation, @Nullable String target) {
        this.text = text;
        this.operation = operation;
        this.target = target;
    }

    static StatementShape of(String sql, SqlDialect dialect) {
        ShapeWriter shape = new ShapeWriter();
        new StatementScanner(sql, dialect, shape).scan();
        return shape.shape();
    }

    /** At most {@link ShapeWriter#MAX_LENGTH} characters and three dots. */
    String text() {
        return text;
    }

    /** Its verb in upper case, such as {@code SELECT}; null if it begins with none. */
    @Nullable String operation() {
        return operation;
    }

    /** The table or procedure it is about, or the first of them; null if that is not plain. */
    @Nullable String target() {
        return target;
    }
}
