package io.jobflow.scheduler.store.jdbc;

import io.jobflow.scheduler.execution.Backfill;
import io.jobflow.scheduler.execution.BackfillStatus;
import io.jobflow.scheduler.job.JobId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;

/** The table {@code backfill}: one row a backfill, with how far it has come. */
final class BackfillTable {

    private static final String COLUMNS =
            "id, job_id, job_name, from_time, to_time, max_concurrent, params, request_key,"
                    + " request_hash, fire_times, created_at, made, cursor_time, status, finished_at";

    static final String SELECT = "SELECT " + COLUMNS + " FROM backfill ";

    private static final String UPDATE =
            "UPDATE backfill SET made = ?, cursor_time = ?, status = ?, finished_at = ? WHERE id = ?";

    private final String insert;

    BackfillTable(SqlDialect dialect) {
        this.insert = dialect.insertIfAbsent("backfill", COLUMNS);
    }

    /** Creates backfills, or brings them to the states given. */
    void save(WriteSession session, Collection<Backfill> backfills) throws SQLException {
        RowBatch inserts = session.batch(insert);
        for (Backfill backfill : backfills) {
            setIdentity(inserts, backfill)
                    .set(backfill.made())
                    .set(backfill.cursor())
                    .set(backfill.status().value())
                    .set(backfill.finishedAt())
                    .add();
        }
        inserts.execute();
        RowBatch updates = session.batch(UPDATE);
        for (Backfill backfill : backfills) {
            updates.set(backfill.made())
                    .set(backfill.cursor())
                    .set(backfill.status().value())
                    .set(backfill.finishedAt())
                    .set(backfill.id())
                    .add();
        }
        updates.execute();
    }

    private static RowBatch setIdentity(RowBatch row, Backfill backfill) throws SQLException {
        return row.set(backfill.id())
                .set(backfill.jobId().value())
                .set(backfill.jobName())
                .set(backfill.from())
                .set(backfill.to())
                .set(backfill.maxConcurrent())
                .set(backfill.params())
                .set(backfill.requestKey())
                .set(backfill.requestHash())
                .set(backfill.fireTimes())
                .set(backfill.createdAt());
    }

    static Backfill map(ResultSet row) throws SQLException {
        return new Backfill(
                row.getLong("id"),
                new JobId(row.getLong("job_id")),
                Columns.text(row, "job_name"),
                Columns.instant(row, "from_time"),
                Columns.instant(row, "to_time"),
                row.getInt("max_concurrent"),
                row.getString("params"),
                row.getString("request_key"),
                row.getString("request_hash"),
                row.getInt("fire_times"),
                row.getInt("made"),
                Columns.instant(row, "cursor_time"),
                BackfillStatus.of(Columns.text(row, "status")),
                Columns.instant(row, "created_at"),
                Columns.instantOrNull(row, "finished_at"));
    }
}
