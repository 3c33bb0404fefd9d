package io.jobflow.scheduler.store.jdbc;

import io.jobflow.scheduler.execution.Attempt;
import io.jobflow.scheduler.execution.Execution;
import io.jobflow.scheduler.execution.ExecutionId;
import io.jobflow.scheduler.execution.ShardRun;
import io.jobflow.scheduler.store.jdbc.ExecutionTable.ExecutionRow;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/**
 * Reads executions with their shards and attempts: one query each for up to {@link #CHUNK} executions, however many
 * shards they have. The caller's transaction makes the three see the same state.
 */
final class ExecutionReader {

    private static final int CHUNK = 500;

    private static final String SHARDS =
            ShardTable.SELECT + "WHERE execution_id IN (<ids>) ORDER BY execution_id, shard_index";

    private static final String ATTEMPTS =
            AttemptTable.SELECT + "WHERE execution_id IN (<ids>) ORDER BY execution_id, shard_index, number";

    private ExecutionReader() {}

    /** The executions that a query of {@link ExecutionTable#SELECT} names, in its order. */
    static List<Execution> read(Handle handle, Query query) {
        List<ExecutionRow> rows =
                query.map((row, context) -> ExecutionTable.map(row)).list();
        List<Execution> all = new ArrayList<>(rows.size());
        for (int from = 0; from < rows.size(); from += CHUNK) {
            all.addAll(complete(handle, rows.subList(from, Math.min(rows.size(), from + CHUNK))));
        }
        return all;
    }

    private static List<Execution> complete(Handle handle, List<ExecutionRow> rows) {
        List<Long> ids = rows.stream().map(row -> row.id().value()).toList();
        Map<ExecutionId, List<ShardRun>> shards = readShards(handle, ids, readAttempts(handle, ids));
        return rows.stream()
                .map(row -> row.with(shards.getOrDefault(row.id(), List.of())))
                .toList();
    }

    private static Map<ShardKey, List<Attempt>> readAttempts(Handle handle, List<Long> ids) {
        Map<ShardKey, List<Attempt>> all = new HashMap<>();
        handle.createQuery(ATTEMPTS)
                .bindList("ids", ids)
                .map((row, context) -> all.computeIfAbsent(ShardKey.of(row), key -> new ArrayList<>())
                        .add(AttemptTable.map(row)))
                .list();
        return all;
    }

    private static Map<ExecutionId, List<ShardRun>> readShards(
            Handle handle, List<Long> ids, Map<ShardKey, List<Attempt>> attempts) {
        Map<ExecutionId, List<ShardRun>> all = new HashMap<>();
        handle.createQuery(SHARDS)
                .bindList("ids", ids)
                .map((row, context) -> {
                    ShardKey key = ShardKey.of(row);
                    return all.computeIfAbsent(key.execution(), id -> new ArrayList<>())
                            .add(ShardTable.map(row, attempts.getOrDefault(key, List.of())));
                })
                .list();
        return all;
    }

    private record ShardKey(ExecutionId execution, int index) {

        static ShardKey of(ResultSet row) throws SQLException {
            return new ShardKey(new ExecutionId(row.getLong("execution_id")), row.getInt("shard_index"));
        }
    }
}
