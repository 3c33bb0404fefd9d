package io.jobflow.scheduler.store.jdbc;

import io.jobflow.scheduler.execution.ExecutionId;
import io.jobflow.scheduler.job.JobId;
import io.jobflow.scheduler.job.JobJson;
import io.jobflow.scheduler.job.JobProblem;
import io.jobflow.scheduler.job.RetentionPolicy;
import io.jobflow.scheduler.store.HistoryStore;
import io.jobflow.scheduler.store.StoreException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/**
 * What may be pruned. It goes by the index {@code execution_of_job} and by ids, which grow with time: an index over the end
 * of executions would make every change of a status write all indexes of its row anew (docs/adr/0005).
 */
final class HistoryReader implements HistoryStore {

    private static final String HISTORIES = "SELECT h.job_name AS job_name, h.executions AS executions,"
            + " h.oldest AS oldest, h.newest AS newest, j.definition AS definition"
            + " FROM (SELECT job_name, COUNT(*) AS executions, MIN(id) AS oldest, MAX(id) AS newest FROM execution"
            + " WHERE job_name > :after GROUP BY job_name ORDER BY job_name LIMIT :size) h"
            + " LEFT JOIN job j ON j.name = h.job_name ORDER BY h.job_name";

    private static final String PRUNABLE = "SELECT e.id AS id,"
            + " (SELECT COUNT(*) FROM shard_run s WHERE s.execution_id = e.id) AS shards"
            + " FROM execution e WHERE e.job_name = :job AND e.id < :bound AND e.finished_at < :before"
            + " AND e.id <> :keep";

    private static final String WITHOUT_LETTER =
            " AND NOT EXISTS (SELECT 1 FROM dead_letter d WHERE d.execution_id = e.id AND d.redriven_at IS NULL)";

    private static final String EMPTY_JOBS = "SELECT id FROM job WHERE id > :after AND deleted_at < :before"
            + " AND NOT EXISTS (SELECT 1 FROM execution WHERE execution.job_id = job.id) ORDER BY id LIMIT :size";

    private static final String OLDEST_FIRST = " ORDER BY e.id LIMIT :size";

    private final Jdbi jdbi;

    HistoryReader(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    @Override
    public List<JobHistory> jobHistories(String after, int limit) {
        return read(handle -> handle.createQuery(HISTORIES)
                .bind("after", after)
                .bind("size", limit)
                .map((row, context) -> history(row))
                .list());
    }

    private static JobHistory history(ResultSet row) throws SQLException {
        String name = Columns.text(row, "job_name");
        String definition = row.getString("definition");
        return new JobHistory(
                name,
                definition == null ? null : retention(name, definition),
                row.getLong("executions"),
                new ExecutionId(row.getLong("oldest")),
                new ExecutionId(row.getLong("newest")));
    }

    @Override
    public List<JobId> findEmptyJobs(Instant deletedBefore, long after, int limit) {
        return read(handle -> handle.createQuery(EMPTY_JOBS)
                .bind("after", after)
                .bind("before", deletedBefore.toEpochMilli())
                .bind("size", limit)
                .map((row, context) -> new JobId(row.getLong("id")))
                .list());
    }

    @Override
    public List<Prunable> findPrunable(PruneQuery query) {
        ExecutionId keep = query.keep();
        return read(handle -> handle.createQuery(
                        PRUNABLE + (query.waitingLetters() ? "" : WITHOUT_LETTER) + OLDEST_FIRST)
                .bind("job", query.jobName())
                .bind("bound", ExecutionId.leastOf(query.endedBefore()).value())
                .bind("before", query.endedBefore().toEpochMilli())
                .bind("keep", keep == null ? 0 : keep.value())
                .bind("size", query.limit())
                .map((row, context) -> new Prunable(new ExecutionId(row.getLong("id")), row.getInt("shards")))
                .list());
    }

    private <T> T read(Function<Handle, T> work) {
        try {
            return jdbi.inTransaction(work::apply);
        } catch (JdbiException e) {
            throw new StoreException("reading from the database failed: " + e.getMessage(), e);
        }
    }

    private static RetentionPolicy retention(String job, String definition) {
        try {
            return JobJson.readRetention(definition);
        } catch (JobProblem e) {
            throw new StoreException("the stored definition of job \"" + job + "\" cannot be read", e);
        }
    }
}
