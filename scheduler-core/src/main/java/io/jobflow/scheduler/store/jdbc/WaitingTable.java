package io.jobflow.scheduler.store.jdbc;

import io.jobflow.scheduler.execution.Execution;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;

/**
 * The table {@code waiting_execution}: which executions of which job wait their turn, in the order of their ids. It stands
 * in for an index over the status, as {@link UnfinishedTable} does.
 */
final class WaitingTable {

    static final String NAME = "waiting_execution";

    /** The ids of some executions of one job that wait; the inner query is there for MySQL, which limits no other. */
    static final String SOME_IDS = "SELECT execution_id FROM (SELECT execution_id FROM " + NAME
            + " WHERE job_id = :job AND execution_id > :after ORDER BY execution_id LIMIT :limit) AS few";

    private static final String DELETE = "DELETE FROM " + NAME + " WHERE job_id = ? AND execution_id = ?";

    private final String insert;

    WaitingTable(SqlDialect dialect) {
        this.insert = dialect.insertIfAbsent(NAME, "job_id, execution_id");
    }

    /** Notes those that wait their turn, unless they are noted. */
    void insert(WriteSession session, Collection<Execution> executions) throws SQLException {
        write(session.batch(insert), executions, true);
    }

    /** Forgets those that no longer wait their turn. */
    static void delete(WriteSession session, List<Execution> executions) throws SQLException {
        write(session.batch(DELETE), executions, false);
    }

    private static void write(RowBatch rows, Collection<Execution> executions, boolean waiting) throws SQLException {
        for (Execution execution : executions) {
            if (execution.isWaitingForTurn() == waiting) {
                rows.set(execution.jobId().value()).set(execution.id().value()).add();
            }
        }
        rows.execute();
    }
}
