package io.jobflow.agent;

import io.jobflow.agent.coverage.Shows;
import io.jobflow.agent.harness.StatementCase;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Statements of a run to SQLite. */
@Shows(area = "Database statements", row = "JDBC, SQLite")
@ParameterizedClass
@MethodSource("cases")
class SqliteIT extends StatementsSuite {

    SqliteIT(StatementCase database) {
        super(database);
    }

    static Stream<StatementCase> cases() {
        return StatementCase.with(
                "sqlite", () -> "jdbc:sqlite:file:shop.db?mode=memory&cache=shared", "sqlite", "shop.db");
    }
}
