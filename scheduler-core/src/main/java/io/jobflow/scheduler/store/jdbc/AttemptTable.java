package io.jobflow.scheduler.store.jdbc;

import io.jobflow.scheduler.execution.Attempt;
import io.jobflow.scheduler.execution.AttemptStatus;
import io.jobflow.scheduler.execution.ExecutionId;
import io.jobflow.scheduler.execution.FencingToken;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The table {@code attempt}: one row a try. A row is inserted running and completed once, by the holder of its token. */
final class AttemptTable {

    private static final String COLUMNS = "execution_id, shard_index, number, instance, fencing_token, span_id, status,"
            + " started_at, deadline, finished_at, http_status, message, error";

    static final String SELECT = "SELECT " + COLUMNS + " FROM attempt ";

    private static final String COMPLETE =
            "UPDATE attempt SET status = ?, instance = ?, started_at = ?, finished_at = ?,"
                    + " http_status = ?, message = ?, error = ? WHERE execution_id = ? AND shard_index = ? AND number = ?"
                    + " AND fencing_token = ? AND status = 'running'";

    private static final String RENEW =
            "UPDATE attempt SET instance = ?, fencing_token = ?, started_at = ?, deadline = ?"
                    + " WHERE execution_id = ? AND shard_index = ? AND number = ? AND fencing_token IN (?, ?)"
                    + " AND status = 'running'";

    private static final String IS_SAME = "SELECT 1 FROM attempt WHERE execution_id = ? AND shard_index = ?"
            + " AND number = ? AND fencing_token = ?";

    private static final String HAS_ENDED_SO = IS_SAME + " AND status = ?";

    private final String insert;

    AttemptTable(SqlDialect dialect) {
        this.insert = dialect.insertIfAbsent("attempt", COLUMNS);
    }

    /** Inserts attempts whose numbers are free; a count of 0 stands for each of the others. */
    int[] insert(WriteSession session, List<AttemptOf> attempts) throws SQLException {
        RowBatch rows = session.newRows(insert, attempts.size());
        for (AttemptOf one : attempts) {
            Attempt attempt = one.attempt();
            rows.set(one.execution().value())
                    .set(one.shardIndex())
                    .set(attempt.number())
                    .set(attempt.instance())
                    .set(attempt.token().value())
                    .set(attempt.spanId())
                    .set(attempt.status().value())
                    .set(attempt.startedAt())
                    .set(attempt.deadline())
                    .set(attempt.finishedAt())
                    .set(httpStatus(attempt))
                    .set(attempt.message())
                    .set(attempt.error())
                    .add();
        }
        return rows.execute();
    }

    /** Brings running attempts up to date; a count of 0 stands for each that does not run or has another token. */
    static int[] renew(WriteSession session, List<Renewal> renewals) throws SQLException {
        RowBatch rows = session.batch(RENEW);
        for (Renewal renewal : renewals) {
            AttemptOf one = renewal.attempt();
            Attempt attempt = one.attempt();
            rows.set(attempt.instance())
                    .set(attempt.token().value())
                    .set(attempt.startedAt())
                    .set(attempt.deadline())
                    .set(one.execution().value())
                    .set(one.shardIndex())
                    .set(attempt.number())
                    .set(renewal.before().value())
                    .set(attempt.token().value())
                    .add();
        }
        return rows.execute();
    }

    /** Completes running attempts whose token is the one given; a count of 0 stands for each of the others. */
    static int[] complete(WriteSession session, List<AttemptOf> attempts) throws SQLException {
        RowBatch rows = session.batch(COMPLETE);
        for (AttemptOf one : attempts) {
            Attempt attempt = one.attempt();
            rows.set(attempt.status().value())
                    .set(attempt.instance())
                    .set(attempt.startedAt())
                    .set(attempt.finishedAt())
                    .set(httpStatus(attempt))
                    .set(attempt.message())
                    .set(attempt.error())
                    .set(one.execution().value())
                    .set(one.shardIndex())
                    .set(attempt.number())
                    .set(attempt.token().value())
                    .add();
        }
        return rows.execute();
    }

    private static @Nullable Long httpStatus(Attempt attempt) {
        Integer status = attempt.httpStatus();
        return status == null ? null : Long.valueOf(status);
    }

    /** Whether the row with the attempt's number is this attempt. */
    static boolean isSame(WriteSession session, AttemptOf one) throws SQLException {
        return session.exists(
                IS_SAME,
                one.execution().value(),
                one.shardIndex(),
                one.attempt().number(),
                one.attempt().token().value());
    }

    /** Whether the attempt has been completed with the same status before. */
    static boolean hasEndedSo(WriteSession session, AttemptOf one) throws SQLException {
        return session.exists(
                HAS_ENDED_SO,
                one.execution().value(),
                one.shardIndex(),
                one.attempt().number(),
                one.attempt().token().value(),
                one.attempt().status().value());
    }

    static Attempt map(ResultSet row) throws SQLException {
        return new Attempt(
                row.getInt("number"),
                row.getString("instance"),
                new FencingToken(row.getLong("fencing_token")),
                Columns.text(row, "span_id"),
                AttemptStatus.of(Columns.text(row, "status")),
                Columns.instant(row, "started_at"),
                Columns.instant(row, "deadline"),
                Columns.instantOrNull(row, "finished_at"),
                Columns.intOrNull(row, "http_status"),
                row.getString("message"),
                row.getString("error"));
    }

    /** An attempt as it is to be, and the token it was written with. */
    record Renewal(AttemptOf attempt, FencingToken before) {}

    /** An attempt and the shard it belongs to. */
    record AttemptOf(ExecutionId execution, int shardIndex, Attempt attempt) {

        @Override
        public String toString() {
            return "attempt " + attempt.number() + " of shard " + shardIndex + " of execution \"" + execution + "\"";
        }
    }
}
