package io.jobflow.scheduler.store.jdbc;

import io.jobflow.scheduler.execution.Reopening;
import io.jobflow.scheduler.execution.Reopening.Continued;
import io.jobflow.scheduler.store.StoreWrite.RecordReopening;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** The table {@code reopening}: one row for each time that an execution was sent again, known by the new fire span. */
final class ReopeningTable {

    private static final String COLUMNS =
            "execution_id, fire_span_id, at, kind, continued, params_before, params_after";

    static final String SELECT = "SELECT " + COLUMNS + " FROM reopening ";

    private static final String BEGIN_LIFE =
            "UPDATE execution SET fire_span_id = ?, params = COALESCE(?, params)" + " WHERE id = ?";

    private final String insert;

    ReopeningTable(SqlDialect dialect) {
        this.insert = dialect.insertIfAbsent("reopening", COLUMNS);
    }

    /** Gives executions what their new lives begin with; a count of 0 may stand for an unknown one. */
    static int[] beginLives(WriteSession session, List<RecordReopening> writes) throws SQLException {
        RowBatch lives = session.batch(BEGIN_LIFE);
        for (RecordReopening write : writes) {
            lives.set(write.reopening().fireSpanId())
                    .set(write.reopening().paramsAfter())
                    .set(write.execution().value())
                    .add();
        }
        return lives.execute();
    }

    /** Writes the acts down, each once. */
    void insert(WriteSession session, List<RecordReopening> writes) throws SQLException {
        RowBatch rows = session.batch(insert);
        for (RecordReopening write : writes) {
            add(rows, write);
        }
        rows.execute();
    }

    private static void add(RowBatch rows, RecordReopening write) throws SQLException {
        Reopening act = write.reopening();
        rows.set(write.execution().value())
                .set(act.fireSpanId())
                .set(act.at())
                .set(act.kind().value())
                .set(text(act.continued()))
                .set(act.paramsBefore())
                .set(act.paramsAfter())
                .add();
    }

    static Reopening map(ResultSet row) throws SQLException {
        return new Reopening(
                Columns.instant(row, "at"),
                Reopening.Kind.of(Columns.text(row, "kind")),
                Columns.text(row, "fire_span_id"),
                continued(Columns.text(row, "continued")),
                row.getString("params_before"),
                row.getString("params_after"));
    }

    private static String text(List<Continued> all) {
        return all.stream().map(one -> one.shard() + ":" + one.attempt()).collect(Collectors.joining(","));
    }

    private static List<Continued> continued(String text) {
        return Arrays.stream(text.split(","))
                .map(one -> one.split(":"))
                .map(pair -> new Continued(Integer.parseInt(pair[0]), Integer.parseInt(pair[1])))
                .toList();
    }
}
