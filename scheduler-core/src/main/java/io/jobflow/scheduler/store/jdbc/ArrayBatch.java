package io.jobflow.scheduler.store.jdbc;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows as PostgreSQL takes them best: one array for each column, and one statement over all of them. It knows how many rows
 * it changed, not which.
 */
final class ArrayBatch extends RowBatch {

    private final Connection connection;
    private final String sql;
    private final List<Column> columns = new ArrayList<>();
    private @Nullable PreparedStatement statement;

    /**
     * Creates the batch.
     *
     * @param sql the statement for one row; its question marks become columns
     */
    ArrayBatch(Connection connection, String sql) {
        this.connection = connection;
        this.sql = sql;
    }

    @Override
    void put(int at, @Nullable Long value) {
        column(at, "int8").values.add(value);
    }

    /** PostgreSQL's text has no character 0; what an executor says may have one. */
    @Override
    void put(int at, @Nullable String value) {
        column(at, "text").values.add(value == null || value.indexOf('\0') < 0 ? value : value.replace('\0', '\uFFFD'));
    }

    private Column column(int at, String type) {
        if (at == columns.size()) {
            columns.add(new Column(type, new ArrayList<>()));
        }
        return columns.get(at);
    }

    @Override
    void endRow() {
        // a column's list grows with each value
    }

    @Override
    int[] run(int waiting) throws SQLException {
        PreparedStatement prepared = prepared();
        for (int at = 0; at < columns.size(); at++) {
            Column column = columns.get(at);
            Array values = connection.createArrayOf(column.type, column.toArray());
            prepared.setArray(at + 1, values);
            column.values.clear();
        }
        int[] counts = new int[waiting];
        if (prepared.executeUpdate() == waiting) {
            Arrays.fill(counts, 1);
        }
        return counts;
    }

    private PreparedStatement prepared() throws SQLException {
        PreparedStatement known = statement;
        if (known == null) {
            known = connection.prepareStatement(
                    ArraySql.of(sql, columns.stream().map(Column::type).toList()));
            statement = known;
        }
        return known;
    }

    private record Column(String type, List<@Nullable Object> values) {

        @Nullable Object[] toArray() {
            return values.toArray(type.equals("text") ? new String[0] : new Long[0]);
        }
    }
}
