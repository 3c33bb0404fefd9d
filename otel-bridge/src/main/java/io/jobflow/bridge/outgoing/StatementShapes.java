package io.jobflow.bridge.outgoing;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * The shapes of statements that were seen before, since most are seen again and again. Holds a bounded number; when it is
 * full it begins anew. Safe for use by any thread, without a lock.
 */
final class StatementShapes {

    private static final int MAX_STATEMENTS = 1_000;
    /** Longer ones are mostly written by programs, each once. */
    private static final int MAX_KEPT_LENGTH = 2_000;

    private final SqlDialect dialect;
    private final ConcurrentMap<String, StatementShape> known = new ConcurrentHashMap<>();

    StatementShapes(SqlDialect dialect) {
        this.dialect = dialect;
    }

    StatementShape of(String sql) {
        StatementShape shape = known.get(sql);
        return shape == null ? make(sql) : shape;
    }

    private StatementShape make(String sql) {
        StatementShape shape = StatementShape.of(sql, dialect);
        if (sql.length() <= MAX_KEPT_LENGTH) {
            if (known.size() >= MAX_STATEMENTS) {
                known.clear();
            }
            known.put(sql, shape);
        }
        return shape;
    }

    int size() {
        return known.size();
    }
}
