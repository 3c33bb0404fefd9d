package io.jobflow.scheduler.store.jdbc;

import io.jobflow.scheduler.execution.Execution;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;

/**
 * The table {@code finished_execution}: which executions of which job have ended when. It stands in for an index over the
 * end, as {@link UnfinishedTable} does for one over the status.
 */
final class FinishedTable {

    static final String NAME = "finished_execution";

    /** To be run while the execution's row still has the end that is to be forgotten. */
    static final String DELETE = "DELETE FROM " + NAME + " WHERE execution_id = ?"
            + " AND job_id = (SELECT job_id FROM execution WHERE id = ?)"
            + " AND finished_at = (SELECT finished_at FROM execution WHERE id = ?)";

    private final String insert;

    FinishedTable(SqlDialect dialect) {
        this.insert = dialect.insertIfAbsent(NAME, "job_id, finished_at, execution_id");
    }

    /** Notes those that are final, unless they are noted. */
    void insert(WriteSession session, Collection<Execution> executions) throws SQLException {
        RowBatch rows = session.batch(insert);
        for (Execution execution : executions) {
            if (execution.finishedAt() != null) {
                rows.set(execution.jobId().value())
                        .set(execution.finishedAt())
                        .set(execution.id().value())
                        .add();
            }
        }
        rows.execute();
    }

    /** Forgets executions, before their rows change. */
    static void delete(WriteSession session, List<Long> executions) throws SQLException {
        RowBatch rows = session.batch(DELETE);
        for (long id : executions) {
            rows.set(id).set(id).set(id).add();
        }
        rows.execute();
    }
}
