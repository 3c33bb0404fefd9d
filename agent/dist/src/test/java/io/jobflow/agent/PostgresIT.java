package io.jobflow.agent;

import io.jobflow.agent.coverage.Shows;
import io.jobflow.agent.harness.StatementCase;
import io.jobflow.databases.TestServer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Statements of a run to PostgreSQL. */
@Shows(area = "Database statements", row = "JDBC, PostgreSQL")
@ParameterizedClass
@MethodSource("cases")
class PostgresIT extends StatementsSuite {

    PostgresIT(StatementCase database) {
        super(database);
    }

    static Stream<StatementCase> cases() {
        return StatementCase.with(
                "postgresql", () -> TestServer.POSTGRESQL.running().openUrl("postgres"), "postgresql", "postgres");
    }
}
