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

    private static final List<String> BELONGINGS = List.of(
            "DELETE FROM attempt WHERE execution_id = ?",
            "DELETE FROM shard_run WHERE execution_id = ?",
            "DELETE FROM dead_letter WHERE execution_id = ?");

    private static final String EXECUTION = "DELETE FROM execution WHERE id = ? AND finished_at IS NOT NULL";

    private static final String IS_THERE = "SELECT 1 FROM execution WHERE id = ?";

    private static final String JOB = "DELETE FROM job WHERE id = ? AND deleted_at IS NOT NULL"
            + " AND NOT EXISTS (SELECT 1 FROM execution WHERE execution.job_id = job.id)";

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
        for (String belongings : BELONGINGS) {
            remove(session, belongings, executions);
        }
        int[] counts = remove(session, EXECUTION, executions);
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] == 0 && session.exists(IS_THERE, executions.get(i).value())) {
                throw Refusals.ofUnfinished(executions.get(i));
            }
        }
        removeJobs(session, prune.jobs());
    }

    private static int[] remove(WriteSession session, String sql, List<ExecutionId> executions) throws SQLException {
        RowBatch rows = session.batch(sql);
        for (ExecutionId execution : executions) {
            rows.set(execution.value()).add();
        }
        return rows.execute();
    }

    private static void removeJobs(WriteSession session, List<JobId> jobs) throws SQLException {
        RowBatch rows = session.batch(JOB);
        for (JobId job : jobs) {
            rows.set(job.value()).add();
        }
        rows.execute();
    }
}
