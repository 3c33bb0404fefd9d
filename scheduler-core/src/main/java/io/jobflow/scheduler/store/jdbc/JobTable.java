package io.jobflow.scheduler.store.jdbc;

import io.jobflow.scheduler.job.Job;
import io.jobflow.scheduler.job.JobDefinition;
import io.jobflow.scheduler.job.JobId;
import io.jobflow.scheduler.job.JobJson;
import io.jobflow.scheduler.job.JobProblem;
import io.jobflow.scheduler.store.StoreException;
import io.jobflow.scheduler.store.jdbc.WriteGroup.NextFire;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;

/**
 * The tables {@code job} and {@code next_fire}. The definition is kept as text; the name stands beside it while the job
 * lives. What changes with every fire stands in a row of its own, which is short.
 */
final class JobTable {

    private static final String COLUMNS = "id, name, definition, version, created_at, updated_at, deleted_at";

    static final String SELECT =
            "SELECT " + COLUMNS + ", fire_time AS next_fire FROM job LEFT JOIN next_fire ON job_id = id ";

    private static final String INSERT = "INSERT INTO job (" + COLUMNS + ") VALUES (" + Columns.marks(COLUMNS) + ")";

    private static final String UPDATE = "UPDATE job SET name = ?, definition = ?, version = ?, created_at = ?,"
            + " updated_at = ?, deleted_at = ? WHERE id = ?";

    /** A deleted job stays deleted. */
    private static final String UPDATE_LIVING = UPDATE + " AND deleted_at IS NULL";

    private static final String IS_STORED = "SELECT 1 FROM job WHERE id = ?";

    private static final String INSERT_NEXT_FIRE = "INSERT INTO next_fire (fire_time, job_id) VALUES (?, ?)";

    private static final String UPDATE_NEXT_FIRE = "UPDATE next_fire SET fire_time = ? WHERE job_id = ?";

    private static final String UPDATE_NEXT_FIRE_OF_LIVING =
            UPDATE_NEXT_FIRE + " AND EXISTS (SELECT 1 FROM job WHERE job.id = next_fire.job_id AND deleted_at IS NULL)";

    private JobTable() {}

    /** Creates or replaces a job. */
    static void save(WriteSession session, Job job) throws SQLException {
        boolean lives = job.deletedAt() == null;
        if (isStored(session, job.id())) {
            RowBatch update = session.batch(lives ? UPDATE_LIVING : UPDATE);
            setState(update, job).set(job.id().value()).add();
            update.execute();
            saveNextFire(session, lives ? UPDATE_NEXT_FIRE_OF_LIVING : UPDATE_NEXT_FIRE, job);
        } else {
            RowBatch rows = session.batch(INSERT);
            setState(rows.set(job.id().value()), job).add();
            rows.execute();
            saveNextFire(session, INSERT_NEXT_FIRE, job);
        }
    }

    private static void saveNextFire(WriteSession session, String sql, Job job) throws SQLException {
        RowBatch row = session.batch(sql);
        row.set(job.nextFire()).set(job.id().value()).add();
        row.execute();
    }

    private static RowBatch setState(RowBatch row, Job job) throws SQLException {
        return row.set(job.deletedAt() == null ? job.name() : null)
                .set(JobJson.write(job.definition()))
                .set(job.version())
                .set(job.createdAt())
                .set(job.updatedAt())
                .set(job.deletedAt());
    }

    static boolean isStored(WriteSession session, JobId job) throws SQLException {
        return session.exists(IS_STORED, job.value());
    }

    /** Moves jobs on; a count of 0 stands for one that is unknown or had that fire time. */
    static int[] updateNextFires(WriteSession session, List<NextFire> nextFires) throws SQLException {
        RowBatch rows = session.batch(UPDATE_NEXT_FIRE);
        for (NextFire next : nextFires) {
            rows.set(next.at()).set(next.job().value()).add();
        }
        return rows.execute();
    }

    static Job map(ResultSet row) throws SQLException {
        return map(row, JobJson::read);
    }

    /**
     * A job.
     *
     * @param reading how its definition is read
     */
    static Job map(ResultSet row, Function<String, JobDefinition> reading) throws SQLException {
        JobId id = new JobId(row.getLong("id"));
        return new Job(
                id,
                definition(id, Columns.text(row, "definition"), reading),
                row.getLong("version"),
                Columns.instant(row, "created_at"),
                Columns.instant(row, "updated_at"),
                Columns.instantOrNull(row, "next_fire"),
                Columns.instantOrNull(row, "deleted_at"));
    }

    private static JobDefinition definition(JobId id, String json, Function<String, JobDefinition> reading) {
        try {
            return reading.apply(json);
        } catch (JobProblem e) {
            throw new StoreException("the stored definition of job " + id + " cannot be read: " + e.getMessage(), e);
        }
    }
}
