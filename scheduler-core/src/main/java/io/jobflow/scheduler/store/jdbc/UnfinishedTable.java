package io.jobflow.scheduler.store.jdbc;

import io.jobflow.scheduler.execution.Execution;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;

/**
 * The table {@code unfinished_execution}: the ids of the executions that are not final. It stands in for an index over
 * the status, which would make every change of a status write all indexes of its row anew (docs/adr/0005).
 */
final class UnfinishedTable {

    static final String NAME = "unfinished_execution";

    private static final String DELETE = "DELETE FROM " + NAME + " WHERE execution_id = ?";

    private final String insert;

    UnfinishedTable(SqlDialect dialect) {
        this.insert = dialect.insertIfAbsent(NAME, "execution_id");
    }

    /** Notes those of new executions that are not final. */
    void insertNew(WriteSession session, List<Execution> executions) throws SQLException {
        insert(session.newRows(insert, executions.size()), executions);
    }

    /** Notes those that are not final, unless they are noted. */
    void insert(WriteSession session, List<Execution> executions) throws SQLException {
        insert(session.batch(insert), executions);
    }

    private static void insert(RowBatch rows, List<Execution> executions) throws SQLException {
        for (Execution execution : executions) {
            if (!execution.status().isFinal()) {
                rows.set(execution.id().value()).add();
            }
        }
        rows.execute();
    }

    /** Forgets those that are final. */
    static void delete(WriteSession session, Collection<Execution> executions) throws SQLException {
        RowBatch rows = session.batch(DELETE);
        for (Execution execution : executions) {
            if (execution.status().isFinal()) {
                rows.set(execution.id().value()).add();
            }
        }
        rows.execute();
    }
}
