package io.jobflow.scheduler.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every database has the same tables with the same columns, and the same of them may be null. */
class SchemaTest {

    /** Which process is active: SQLite has a lock on its directory for that. */
    private static final String SERVERS_ONLY = "active_node";

    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource(value = DatabaseKind.class, mode = EnumSource.Mode.EXCLUDE, names = "SQLITE")
    void hasTheTablesAndColumnsOfSqlite(DatabaseKind kind) throws SQLException {
        assertThat(columns(kind)).isEqualTo(columns(DatabaseKind.SQLITE));
    }

    @ParameterizedTest
    @EnumSource(DatabaseKind.class)
    void numbersItsMigrationsWithoutGaps(DatabaseKind kind) throws SQLException {
        DatabaseSettings database = TestDatabases.newDatabase(kind, directory);
        DatabaseStore.open(database).close();

        List<Integer> versions = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection(database.url(), database.user(), database.password());
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT version FROM schema_history ORDER BY installed_rank")) {
            while (rows.next()) {
                versions.add(rows.getInt(1));
            }
        }

        assertThat(versions)
                .isNotEmpty()
                .isEqualTo(IntStream.rangeClosed(1, versions.size()).boxed().toList());
    }

    private SortedMap<String, SortedSet<String>> columns(DatabaseKind kind) throws SQLException {
        DatabaseSettings database = TestDatabases.newDatabase(kind, directory);
        DatabaseStore.open(database).close();
        SortedMap<String, SortedSet<String>> tables = new TreeMap<>();
        try (Connection connection = DriverManager.getConnection(database.url(), database.user(), database.password());
                ResultSet rows = connection
                        .getMetaData()
                        .getColumns(
                                connection.getCatalog(), kind == DatabaseKind.POSTGRESQL ? "public" : null, "%", "%")) {
            while (rows.next()) {
                String table = rows.getString("TABLE_NAME").toLowerCase(Locale.ROOT);
                String column = rows.getString("COLUMN_NAME") + " " + rows.getString("IS_NULLABLE");
                tables.computeIfAbsent(table, name -> new TreeSet<>()).add(column.toLowerCase(Locale.ROOT));
            }
        }
        tables.keySet()
                .removeIf(table ->
                        table.startsWith("sqlite_") || table.equals("schema_history") || table.equals(SERVERS_ONLY));
        return tables;
    }
}
