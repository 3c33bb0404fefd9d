package io.jobflow.agent;

import io.jobflow.agent.coverage.Shows;
import io.jobflow.agent.harness.StatementCase;
import io.jobflow.databases.TestServer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Statements of a run to MySQL. */
@Shows(area = "Database statements", row = "JDBC, MySQL")
@ParameterizedClass
@MethodSource("cases")
class MysqlIT extends StatementsSuite {

    MysqlIT(StatementCase database) {
        super(database);
    }

    static Stream<StatementCase> cases() {
        return StatementCase.with(
                "mysql",
                () -> TestServer.MYSQL.running().openUrl("shop", "createDatabaseIfNotExist=true", "useSSL=false"),
                "mysql",
                "shop");
    }
}
