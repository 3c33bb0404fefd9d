package io.jobflow.scheduler.store.jdbc;

import io.jobflow.scheduler.execution.ExecutionId;
import io.jobflow.scheduler.job.JobId;
import io.jobflow.scheduler.store.StoreWrite;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Removes history: a fixed number of batches, whatever their size. */
final class Pruning {

    private static final List<String> TABLES = List.of("attempt", "shard_run", "dead_letter", "reopening");

    private static final String EXECUTION = "DELETE FROM execution WHERE id = ?" + unlessUnfinished("execution", "id");

    private static final String IS_GONE = "id = ? AND deleted_at IS NOT NULL"
            + " AND NOT EXISTS (SELECT 1 FROM execution WHERE execution.job_id = job.id)";

    private static final String JOB = "DELETE FROM job WHERE " + IS_GONE;

    private static final String OF_JOB_THAT_IS_GONE = " WHERE job_id IN (SELECT id FROM job WHERE " + IS_GONE + ")";

    private static final String BACKFILLS = "DELETE FROM backfill" + OF_JOB_THAT_IS_GONE;

    private static final String NEXT_FIRES = "DELETE FROM next_fire" + OF_JOB_THAT_IS_GONE;

    private Pruning() {}

    /**
     * Removes.
     *
     * @param holders what writes of the batch have named as holding their fire keys, and will be read yet
     */
    static void apply(WriteSession session, StoreWrite.Prune prune, Collection<Map<ExecutionId, ExecutionId>> holders)
            throws SQLException {
        Set<ExecutionId> named = new TreeSet<>();
        holders.forEach(map -> named.addAll(map.values()));
        List<ExecutionId> executions =
                prune.executions().stream().filter(id -> !named.contains(id)).toList();
        for (String table : TABLES) {
            String key = "execution_id";
            remove(
                    session,
                    "DELETE FROM " + table + " WHERE " + key + " = ?" + unlessUnfinished(table, key),
                    executions);
        }
        remove(session, EXECUTION, executions);
        removeJobs(session, BACKFILLS, prune.jobs());
        removeJobs(session, NEXT_FIRES, prune.jobs());
        removeJobs(session, JOB, prune.jobs());
    }

    private static String unlessUnfinished(String table, String key) {
        return " AND NOT EXISTS (SELECT 1 FROM " + UnfinishedTable.NAME + " u WHERE u.execution_id = " + table + "."
                + key + ")";
    }

    private static void remove(WriteSession session, String sql, List<ExecutionId> executions) throws SQLException {
        RowBatch rows = session.batch(sql);
        for (ExecutionId execution : executions) {
            rows.set(execution.value()).add();
        }
        rows.execute();
    }

    private static void removeJobs(WriteSession session, String sql, List<JobId> jobs) throws SQLException {
        RowBatch rows = session.batch(sql);
        for (JobId job : jobs) {
            rows.set(job.value()).add();
        }
        rows.execute();
    }
}
