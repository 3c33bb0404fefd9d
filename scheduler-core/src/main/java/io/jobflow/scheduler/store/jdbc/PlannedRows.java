package io.jobflow.scheduler.store.jdbc;

import io.jobflow.scheduler.execution.ExecutionId;
import java.sql.SQLException;
import java.util.List;

/** Deletes executions that are only planned, with all that belongs to them. */
final class PlannedRows {

    private static final String OF_PLANNED =
            " WHERE execution_id = (SELECT id FROM execution WHERE id = ? AND status = 'planned')";

    private static final String DELETE_NOTE = "DELETE FROM " + UnfinishedTable.NAME + OF_PLANNED;

    private static final String DELETE_ATTEMPTS = "DELETE FROM attempt" + OF_PLANNED;

    private static final String DELETE_SHARDS = "DELETE FROM shard_run" + OF_PLANNED;

    private static final String DELETE = "DELETE FROM execution WHERE id = ? AND status = 'planned'";

    private PlannedRows() {}

    /** Deletes; a count of 0 stands for an execution that is not there or not planned, which is left as it is. */
    static int[] delete(WriteSession session, List<ExecutionId> executions) throws SQLException {
        execute(session, DELETE_NOTE, executions);
        execute(session, DELETE_ATTEMPTS, executions);
        execute(session, DELETE_SHARDS, executions);
        return execute(session, DELETE, executions);
    }

    private static int[] execute(WriteSession session, String sql, List<ExecutionId> executions) throws SQLException {
        RowBatch rows = session.batch(sql);
        for (ExecutionId execution : executions) {
            rows.set(execution.value()).add();
        }
        return rows.execute();
    }
}
