package io.jobflow.scheduler.store.jdbc;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.junit.jupiter.api.Test;
import org.sqlite.SQLiteDataSource;

class QuietJdbiTest {

    @Test
    void doesNotSayWhatWasBoundToAStatementThatFails() {
        SQLiteDataSource failing = new SQLiteDataSource();
        failing.setUrl("jdbc:sqlite::memory:");
        String sql = "UPDATE execution SET params = :params WHERE abs(-9223372036854775808) > 0";

        assertThatThrownBy(() -> QuietJdbi.of(failing).useHandle(handle -> {
                    handle.execute("CREATE TABLE execution (params TEXT)");
                    handle.execute("INSERT INTO execution VALUES ('')");
                    handle.createUpdate(sql).bind("params", "s3cret").execute();
                }))
                .isInstanceOf(UnableToExecuteStatementException.class)
                .hasMessageContaining("overflow")
                .hasMessageNotContaining("s3cret");
    }
}
