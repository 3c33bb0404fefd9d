package io.jobflow.scheduler.store.doctor;

import static io.jobflow.scheduler.store.doctor.RowReader.numberOrNull;

import io.jobflow.scheduler.store.doctor.StoredRows.StoredAttempt;
import io.jobflow.scheduler.store.doctor.StoredRows.StoredExecution;
import io.jobflow.scheduler.store.doctor.StoredRows.StoredLetter;
import io.jobflow.scheduler.store.doctor.StoredRows.StoredShard;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads executions with all that belongs to them, page by page in id order. The caller's transaction makes the rows of one
 * page a picture of one moment; two pages may be of two moments, which no check minds.
 */
final class ExecutionPages {

    /** An execution may have a thousand shards, so that a page is a good deal larger than it looks. */
    static final int SIZE = 100;

    private static final String EXECUTIONS = "SELECT e.id, e.job_name, j.id, j.deleted_at, e.fire_time, e.status,"
            + " e.finished_at, e.reason_code, u.execution_id, w.execution_id"
            + " FROM execution e LEFT JOIN job j ON j.id = e.job_id"
            + " LEFT JOIN unfinished_execution u ON u.execution_id = e.id"
            + " LEFT JOIN waiting_execution w ON w.job_id = e.job_id AND w.execution_id = e.id"
            + " WHERE e.id > ? ORDER BY e.id LIMIT ?";

    private static final String RANGE = " WHERE execution_id > ? AND execution_id <= ? ORDER BY ";

    private static final String SHARDS =
            "SELECT execution_id, shard_index, shard_total, status, retry_at FROM shard_run" + RANGE
                    + "execution_id, shard_index";

    private static final String ATTEMPTS = "SELECT execution_id, shard_index, number, fencing_token, status, deadline,"
            + " finished_at FROM attempt" + RANGE + "execution_id, shard_index, number";

    private static final String LETTERS =
            "SELECT execution_id, id, attempts, COALESCE(redriven_at, discarded_at) FROM dead_letter" + RANGE
                    + "execution_id, attempts";

    private final RowReader rows;
    private final Findings findings;
    private long after;
    private boolean atEnd;
    private long shardCount;
    private long attemptCount;
    private long letterCount;

    ExecutionPages(RowReader rows, Findings findings) {
        this.rows = rows;
        this.findings = findings;
    }

    boolean hasNext() {
        return !atEnd;
    }

    /** The next executions; rows that belong to none of the database are noted as findings. */
    List<StoredExecution> next() throws SQLException {
        List<StoredExecution> bare = rows.read(EXECUTIONS, ExecutionPages::execution, after, SIZE);
        atEnd = bare.size() < SIZE;
        long last = atEnd ? Long.MAX_VALUE : bare.get(bare.size() - 1).id();
        Map<Key, List<StoredAttempt>> attempts = attempts(last);
        Map<Long, List<StoredShard>> shards = shards(last, attempts);
        Map<Long, List<StoredLetter>> letters = letters(last);
        List<StoredExecution> whole = new ArrayList<>(bare.size());
        for (StoredExecution execution : bare) {
            whole.add(with(execution, shards.remove(execution.id()), letters.remove(execution.id())));
        }
        attempts.keySet().forEach(key -> orphan("attempts of shard " + key.shard(), key.execution()));
        shards.keySet().forEach(id -> orphan("shards", id));
        letters.keySet().forEach(id -> orphan("dead letters", id));
        after = last;
        return whole;
    }

    private void orphan(String what, long execution) {
        findings.add(Check.ROW_HAS_PARENT, "execution " + execution, "has " + what + " but no row they belong to");
    }

    private Map<Key, List<StoredAttempt>> attempts(long last) throws SQLException {
        Map<Key, List<StoredAttempt>> all = new TreeMap<>();
        rows.read(
                ATTEMPTS,
                row -> all.computeIfAbsent(Key.of(row), key -> new ArrayList<>())
                        .add(new StoredAttempt(
                                row.getInt(3),
                                row.getLong(4),
                                String.valueOf(row.getString(5)),
                                row.getLong(6),
                                numberOrNull(row, 7))),
                after,
                last);
        all.values().forEach(list -> attemptCount += list.size());
        return all;
    }

    private Map<Long, List<StoredShard>> shards(long last, Map<Key, List<StoredAttempt>> attempts) throws SQLException {
        Map<Long, List<StoredShard>> all = new TreeMap<>();
        rows.read(
                SHARDS,
                row -> all.computeIfAbsent(row.getLong(1), key -> new ArrayList<>())
                        .add(shard(row, attempts.remove(Key.of(row)))),
                after,
                last);
        all.values().forEach(list -> shardCount += list.size());
        return all;
    }

    private Map<Long, List<StoredLetter>> letters(long last) throws SQLException {
        Map<Long, List<StoredLetter>> all = new TreeMap<>();
        rows.read(
                LETTERS,
                row -> all.computeIfAbsent(row.getLong(1), key -> new ArrayList<>())
                        .add(new StoredLetter(row.getLong(2), row.getInt(3), numberOrNull(row, 4))),
                after,
                last);
        all.values().forEach(list -> letterCount += list.size());
        return all;
    }

    /** As the store reads it: a shard that waits, by its row, runs when its newest attempt does. */
    private static StoredShard shard(ResultSet row, @Nullable List<StoredAttempt> known) throws SQLException {
        List<StoredAttempt> attempts = known == null ? List.of() : known;
        String status = String.valueOf(row.getString(4));
        boolean runs = status.equals("pending")
                && !attempts.isEmpty()
                && attempts.get(attempts.size() - 1).isRunning();
        return new StoredShard(
                row.getInt(2), row.getInt(3), runs ? "running" : status, runs ? null : numberOrNull(row, 5), attempts);
    }

    private static StoredExecution execution(ResultSet row) throws SQLException {
        return new StoredExecution(
                row.getLong(1),
                String.valueOf(row.getString(2)),
                numberOrNull(row, 3) != null,
                numberOrNull(row, 4),
                row.getLong(5),
                String.valueOf(row.getString(6)),
                numberOrNull(row, 7),
                row.getString(8),
                numberOrNull(row, 9) != null,
                numberOrNull(row, 10) != null,
                List.of(),
                List.of());
    }

    private static StoredExecution with(
            StoredExecution bare, @Nullable List<StoredShard> shards, @Nullable List<StoredLetter> letters) {
        return new StoredExecution(
                bare.id(),
                bare.jobName(),
                bare.jobExists(),
                bare.jobDeletedAt(),
                bare.fireTime(),
                bare.status(),
                bare.finishedAt(),
                bare.reasonCode(),
                bare.listedUnfinished(),
                bare.listedWaiting(),
                shards == null ? List.of() : shards,
                letters == null ? List.of() : letters);
    }

    long shardCount() {
        return shardCount;
    }

    long attemptCount() {
        return attemptCount;
    }

    long letterCount() {
        return letterCount;
    }

    private record Key(long execution, int shard) implements Comparable<Key> {

        static Key of(ResultSet row) throws SQLException {
            return new Key(row.getLong(1), row.getInt(2));
        }

        @Override
        public int compareTo(Key other) {
            int byExecution = Long.compare(execution, other.execution);
            return byExecution != 0 ? byExecution : Integer.compare(shard, other.shard);
        }
    }
}
