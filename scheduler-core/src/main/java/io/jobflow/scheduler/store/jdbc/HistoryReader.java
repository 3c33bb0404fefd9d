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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;

/** What may be pruned, by the index {@code execution_finished}, which holds all that these questions need. */
final class HistoryReader implements HistoryStore {

    private static final String JOBS =
            "SELECT id, definition, deleted_at FROM job WHERE id > :after ORDER BY id LIMIT :size";

    private static final String FINISHED = "SELECT job_id, COUNT(*) AS finished, MIN(finished_at) AS first_end,"
            + " MAX(id) AS newest FROM execution WHERE job_id > :after AND job_id <= :last AND finished_at IS NOT NULL"
            + " GROUP BY job_id";

    private static final String PRUNABLE = "SELECT e.id AS id,"
            + " (SELECT COUNT(*) FROM shard_run s WHERE s.execution_id = e.id) AS shards"
            + " FROM execution e WHERE e.job_id = :job AND e.finished_at < :before AND e.id <> :keep";

    private static final String WITHOUT_LETTER =
            " AND NOT EXISTS (SELECT 1 FROM dead_letter d WHERE d.execution_id = e.id AND d.redriven_at IS NULL)";

    private static final String OLDEST_FIRST = " ORDER BY e.finished_at, e.id LIMIT :size";

    private final Jdbi jdbi;

    HistoryReader(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    @Override
    public List<JobHistory> jobHistories(long after, int limit) {
        return read(handle -> {
            List<JobRow> jobs = handle.createQuery(JOBS)
                    .bind("after", after)
                    .bind("size", limit)
                    .map((row, context) -> JobRow.of(row))
                    .list();
            long last = jobs.isEmpty() ? after : jobs.get(jobs.size() - 1).id();
            Map<Long, Finished> finished = finished(handle, after, last);
            List<JobHistory> all = new ArrayList<>(jobs.size());
            jobs.forEach(job -> all.add(job.with(finished.getOrDefault(job.id(), Finished.NONE))));
            return all;
        });
    }

    private static Map<Long, Finished> finished(Handle handle, long after, long last) {
        Map<Long, Finished> all = new HashMap<>();
        handle.createQuery(FINISHED)
                .bind("after", after)
                .bind("last", last)
                .map((row, context) -> all.put(row.getLong("job_id"), Finished.of(row)))
                .list();
        return all;
    }

    @Override
    public List<Prunable> findPrunable(PruneQuery query) {
        ExecutionId keep = query.keep();
        return read(handle -> handle.createQuery(
                        PRUNABLE + (query.waitingLetters() ? "" : WITHOUT_LETTER) + OLDEST_FIRST)
                .bind("job", query.job().value())
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

    private static RetentionPolicy readRetention(long job, String definition) {
        try {
            return JobJson.readRetention(definition);
        } catch (JobProblem e) {
            throw new StoreException("the stored definition of job " + job + " cannot be read: " + e.getMessage(), e);
        }
    }

    private record JobRow(
            long id, RetentionPolicy retention, @Nullable Instant deletedAt) {

        static JobRow of(ResultSet row) throws SQLException {
            long id = row.getLong("id");
            return new JobRow(
                    id, readRetention(id, Columns.text(row, "definition")), Columns.instantOrNull(row, "deleted_at"));
        }

        JobHistory with(Finished finished) {
            return new JobHistory(
                    new JobId(id), retention, deletedAt, finished.count(), finished.firstEnd(), finished.newest());
        }
    }

    private record Finished(
            long count,
            @Nullable Instant firstEnd,
            @Nullable ExecutionId newest) {

        static final Finished NONE = new Finished(0, null, null);

        static Finished of(ResultSet row) throws SQLException {
            return new Finished(
                    row.getLong("finished"), Columns.instant(row, "first_end"), new ExecutionId(row.getLong("newest")));
        }
    }
}
