package io.jobflow.scheduler.store.jdbc;

import io.jobflow.scheduler.execution.Execution;
import io.jobflow.scheduler.execution.ExecutionId;
import io.jobflow.scheduler.execution.ExecutionStatus;
import io.jobflow.scheduler.execution.ShardRun;
import io.jobflow.scheduler.execution.Trigger;
import io.jobflow.scheduler.job.JobId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** The table {@code execution}: one row a fire. */
final class ExecutionTable {

    /** The condition of an execution that is not final. */
    static final String UNFINISHED = "id IN (SELECT execution_id FROM " + UnfinishedTable.NAME + ")";

    /** Unfinished, and not waiting for its turn. */
    static final String HOLDS_PLACE =
            UNFINISHED + " AND (status <> 'pending' OR reason_code IS NULL OR reason_code <> 'waiting.turn')";

    private static final String COLUMNS =
            "id, job_id, job_name, job_version, fire_key, fire_time, triggered_by, status,"
                    + " trace_id, fire_span_id, params, request_hash, created_at, started_at, finished_at, reason_code,"
                    + " reason_sentence";

    static final String SELECT = "SELECT " + COLUMNS + " FROM execution ";

    private static final String UPDATE = "UPDATE execution SET status = ?, started_at = ?, finished_at = ?,"
            + " reason_code = ?, reason_sentence = ? WHERE id = ?";

    private static final String IS_STORED = "SELECT 1 FROM execution WHERE id = ?";

    private static final String FIND_HOLDER = "SELECT id FROM execution WHERE job_id = ? AND fire_key = ?";

    private final String insert;

    ExecutionTable(SqlDialect dialect) {
        this.insert = dialect.insertIfAbsent("execution", COLUMNS);
    }

    /** Inserts executions whose keys are free; a count of 0 stands for each of the others. */
    int[] insert(WriteSession session, List<Execution> executions) throws SQLException {
        RowBatch rows = session.newRows(insert, executions.size());
        for (Execution execution : executions) {
            setIdentity(rows, execution)
                    .set(execution.createdAt())
                    .set(execution.startedAt())
                    .set(execution.finishedAt())
                    .setShort(execution.reason())
                    .add();
        }
        return rows.execute();
    }

    private static RowBatch setIdentity(RowBatch row, Execution execution) throws SQLException {
        return row.set(execution.id().value())
                .set(execution.jobId().value())
                .set(execution.jobName())
                .set(execution.jobVersion())
                .set(execution.fireKey())
                .set(execution.fireTime())
                .set(execution.trigger().value())
                .set(execution.status().value())
                .set(execution.traceId())
                .set(execution.fireSpanId())
                .set(execution.params())
                .set(execution.requestHash());
    }

    /** The id of the execution that holds a fire key, 0 when none does. */
    static long findHolder(WriteSession session, Execution execution) throws SQLException {
        return session.findLong(FIND_HOLDER, execution.jobId().value(), execution.fireKey());
    }

    static boolean isStored(WriteSession session, ExecutionId id) throws SQLException {
        return session.exists(IS_STORED, id.value());
    }

    /** Brings executions to the states given; a count of 0 stands for one that is unknown or was in that state. */
    static int[] update(WriteSession session, Iterable<Execution> executions) throws SQLException {
        RowBatch rows = session.batch(UPDATE);
        for (Execution execution : executions) {
            rows.set(execution.status().value())
                    .set(execution.startedAt())
                    .set(execution.finishedAt())
                    .setShort(execution.reason())
                    .set(execution.id().value())
                    .add();
        }
        return rows.execute();
    }

    static ExecutionRow map(ResultSet row) throws SQLException {
        ExecutionId id = new ExecutionId(row.getLong("id"));
        Execution bare = new Execution(
                id,
                new JobId(row.getLong("job_id")),
                Columns.text(row, "job_name"),
                row.getLong("job_version"),
                Columns.text(row, "fire_key"),
                Columns.instant(row, "fire_time"),
                Trigger.of(Columns.text(row, "triggered_by")),
                ExecutionStatus.of(Columns.text(row, "status")),
                Columns.text(row, "trace_id"),
                Columns.text(row, "fire_span_id"),
                Columns.text(row, "params"),
                row.getString("request_hash"),
                Columns.instant(row, "created_at"),
                Columns.instantOrNull(row, "started_at"),
                Columns.instantOrNull(row, "finished_at"),
                Columns.reasonOrNull(row),
                List.of());
        return new ExecutionRow(bare);
    }

    /** An execution whose shards have not been read. */
    record ExecutionRow(Execution bare) {

        ExecutionId id() {
            return bare.id();
        }

        Execution with(List<ShardRun> shards) {
            return new Execution(
                    bare.id(),
                    bare.jobId(),
                    bare.jobName(),
                    bare.jobVersion(),
                    bare.fireKey(),
                    bare.fireTime(),
                    bare.trigger(),
                    bare.status(),
                    bare.traceId(),
                    bare.fireSpanId(),
                    bare.params(),
                    bare.requestHash(),
                    bare.createdAt(),
                    bare.startedAt(),
                    bare.finishedAt(),
                    bare.reason(),
                    shards);
        }
    }
}
