package io.jobflow.scheduler.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which failures only mean that somebody else wanted the same rows: PostgreSQL's appendix A, MySQL's error reference. */
class ConflictTest {

    @ParameterizedTest
    @CsvSource({"40P01, true", "40001, true", "08006, false", "57014, false", "53100, false"})
    void onPostgresql(String state, boolean isConflict) {
        assertThat(new PostgresqlDialect().isConflict(new SQLException("simulated", state)))
                .isEqualTo(isConflict);
    }

    @ParameterizedTest
    @CsvSource({"40001, 1213, true", "HY000, 1205, true", "HY000, 1021, false", "08S01, 0, false"})
    void onMysql(String state, int code, boolean isConflict) {
        assertThat(new MysqlDialect("mysql").isConflict(new SQLException("simulated", state, code)))
                .isEqualTo(isConflict);
    }

    @Test
    void sqliteHasOneWriterAndNone() {
        assertThat(new SqliteDialect().isConflict(new SQLException("[SQLITE_FULL]", null, 13)))
                .isFalse();
    }
}
