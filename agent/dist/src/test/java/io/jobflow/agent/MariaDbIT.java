package io.jobflow.agent;

import io.jobflow.agent.coverage.Shows;
import io.jobflow.agent.harness.StatementCase;
import io.jobflow.databases.TestServer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Statements of a run to MariaDB. */
@Shows(area = "Database statements", row = "JDBC, MariaDB")
@ParameterizedClass
@MethodSource("cases")
class MariaDbIT extends StatementsSuite {

    MariaDbIT(StatementCase database) {
        super(database);
    }

    static Stream<StatementCase> cases() {
        return StatementCase.with(
                "mariadb",
                () -> TestServer.MARIADB.running().openUrl("shop", "createDatabaseIfNotExist=true"),
                "mariadb",
                "shop");
    }
}
