package io.jobflow.scheduler.store.jdbc;

import io.jobflow.scheduler.execution.Attempt;
import io.jobflow.scheduler.execution.AttemptStatus;
import io.jobflow.scheduler.execution.Execution;
import io.jobflow.scheduler.execution.ExecutionId;
import io.jobflow.scheduler.execution.ShardRun;
import io.jobflow.scheduler.execution.ShardStatus;
import io.jobflow.scheduler.job.ShardPlan;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** The table {@code shard_run}: one row a shard of an execution. */
final class ShardTable {

    private static final String COLUMNS =
            "execution_id, shard_index, shard_total, start_id, end_id, status, retry_at, checkpoint, budget_from";

    static final String SELECT = "SELECT " + COLUMNS + " FROM shard_run ";

    private static final String UPDATE =
            "UPDATE shard_run SET status = ?, retry_at = ?, checkpoint = ?, budget_from = ?"
                    + " WHERE execution_id = ? AND shard_index = ?";

    private static final String IS_STORED = "SELECT 1 FROM shard_run WHERE execution_id = ? AND shard_index = ?";

    private final String insert;

    ShardTable(SqlDialect dialect) {
        this.insert = dialect.insertIfAbsent("shard_run", COLUMNS);
    }

    /** Inserts the shards of executions, unless they are there. */
    void insert(WriteSession session, List<Execution> executions) throws SQLException {
        RowBatch rows = session.newRows(insert, executions.size());
        for (Execution execution : executions) {
            for (ShardRun shard : execution.shards()) {
                ShardPlan.Slice slice = shard.slice();
                rows.set(execution.id().value())
                        .set(slice.index())
                        .set(slice.total())
                        .set(slice.startId())
                        .set(slice.endId())
                        .set(shard.status().value())
                        .set(shard.retryAt())
                        .set(shard.checkpoint())
                        .set(shard.budgetFrom())
                        .add();
            }
        }
        rows.execute();
    }

    static boolean isStored(WriteSession session, ShardOf shard) throws SQLException {
        return session.exists(IS_STORED, shard.execution().value(), shard.run().index());
    }

    /** Brings shards to the states given; a count of 0 stands for one that is unknown or was in that state. */
    static int[] update(WriteSession session, List<ShardOf> shards) throws SQLException {
        RowBatch rows = session.batch(UPDATE);
        for (ShardOf shard : shards) {
            rows.set(shard.run().status().value())
                    .set(shard.run().retryAt())
                    .set(shard.run().checkpoint())
                    .set(shard.run().budgetFrom())
                    .set(shard.execution().value())
                    .set(shard.run().index())
                    .add();
        }
        return rows.execute();
    }

    /**
     * A shard. One whose newest attempt runs is running and waits for no retry, whatever its row says: the start of an
     * attempt writes the attempt's row only.
     */
    static ShardRun map(ResultSet row, List<Attempt> attempts) throws SQLException {
        boolean runs = !attempts.isEmpty() && attempts.get(attempts.size() - 1).status() == AttemptStatus.RUNNING;
        ShardPlan.Slice slice = new ShardPlan.Slice(
                row.getInt("shard_index"),
                row.getInt("shard_total"),
                Columns.longOrNull(row, "start_id"),
                Columns.longOrNull(row, "end_id"));
        return new ShardRun(
                slice,
                runs ? ShardStatus.RUNNING : ShardStatus.of(Columns.text(row, "status")),
                runs ? null : Columns.instantOrNull(row, "retry_at"),
                row.getString("checkpoint"),
                row.getInt("budget_from"),
                attempts);
    }

    /** A shard and the execution it belongs to. */
    record ShardOf(ExecutionId execution, ShardRun run) {

        @Override
        public String toString() {
            return "shard " + run.index() + " of execution \"" + execution + "\"";
        }
    }
}
