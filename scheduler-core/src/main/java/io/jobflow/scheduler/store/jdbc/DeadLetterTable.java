package io.jobflow.scheduler.store.jdbc;

import io.jobflow.scheduler.execution.DeadLetter;
import io.jobflow.scheduler.execution.Execution;
import io.jobflow.scheduler.execution.ExecutionId;
import io.jobflow.scheduler.execution.Reason;
import io.jobflow.scheduler.execution.ShardRun;
import io.jobflow.scheduler.store.StoreWrite;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/**
 * The table {@code dead_letter}. A letter is known by its execution and by how many attempts that had had; this keeps a
 * repeated write from leaving a second letter, and from redriving a letter that is younger than the redrive.
 */
final class DeadLetterTable {

    static final String SELECT = "SELECT d.id AS id, d.execution_id AS execution_id, e.trace_id AS trace_id,"
            + " e.job_name AS job_name, d.reason_code AS reason_code, d.reason_sentence AS reason_sentence,"
            + " d.created_at AS created_at, d.redriven_at AS redriven_at, d.discarded_at AS discarded_at, d.note AS note"
            + " FROM dead_letter d JOIN execution e ON e.id = d.execution_id ";

    static final String COUNT = "SELECT COUNT(*) FROM dead_letter d JOIN execution e ON e.id = d.execution_id ";

    private static final String REDRIVE = "UPDATE dead_letter SET redriven_at = ?"
            + " WHERE execution_id = ? AND attempts <= ? AND redriven_at IS NULL AND discarded_at IS NULL";

    private static final String DISCARD = "UPDATE dead_letter SET discarded_at = ?, note = ?"
            + " WHERE id = ? AND redriven_at IS NULL AND discarded_at IS NULL";

    private final String insert;

    DeadLetterTable(SqlDialect dialect) {
        this.insert = dialect.insertIfAbsent(
                "dead_letter", "execution_id, attempts, reason_code, reason_sentence, created_at");
    }

    void insert(WriteSession session, List<Letter> letters) throws SQLException {
        RowBatch rows = session.batch(insert);
        for (Letter letter : letters) {
            rows.set(letter.execution().id().value())
                    .set(attempts(letter.execution()))
                    .set(letter.reason())
                    .set(letter.at())
                    .add();
        }
        rows.execute();
    }

    static void redrive(WriteSession session, List<Redrive> redrives) throws SQLException {
        RowBatch rows = session.batch(REDRIVE);
        for (Redrive redrive : redrives) {
            rows.set(redrive.at())
                    .set(redrive.execution().id().value())
                    .set(attempts(redrive.execution()))
                    .add();
        }
        rows.execute();
    }

    static void discard(WriteSession session, List<StoreWrite.DiscardLetter> discards) throws SQLException {
        RowBatch rows = session.batch(DISCARD);
        for (StoreWrite.DiscardLetter discard : discards) {
            rows.set(discard.at()).set(discard.note()).set(discard.id()).add();
        }
        rows.execute();
    }

    private static int attempts(Execution execution) {
        int attempts = 0;
        for (ShardRun shard : execution.shards()) {
            attempts += shard.attempts().size();
        }
        return attempts;
    }

    static DeadLetter map(ResultSet row) throws SQLException {
        return new DeadLetter(
                row.getLong("id"),
                new ExecutionId(row.getLong("execution_id")),
                Columns.text(row, "trace_id"),
                Columns.text(row, "job_name"),
                new Reason(Columns.text(row, "reason_code"), Columns.text(row, "reason_sentence")),
                Columns.instant(row, "created_at"),
                Columns.instantOrNull(row, "redriven_at"),
                Columns.instantOrNull(row, "discarded_at"),
                row.getString("note"));
    }

    /** A letter to be left. */
    record Letter(Execution execution, Reason reason, Instant at) {}

    /** The letters of an execution are to be marked as redriven. */
    record Redrive(Execution execution, Instant at) {}
}
