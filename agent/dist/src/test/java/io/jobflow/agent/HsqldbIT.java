package io.jobflow.agent;

import io.jobflow.agent.coverage.Shows;
import io.jobflow.agent.harness.StatementCase;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Statements of a run to HSQLDB. */
@Shows(area = "Database statements", row = "JDBC, HSQLDB")
@ParameterizedClass
@MethodSource("cases")
class HsqldbIT extends StatementsSuite {

    HsqldbIT(StatementCase database) {
        super(database);
    }

    static Stream<StatementCase> cases() {
        return StatementCase.with("hsqldb", () -> "jdbc:hsqldb:mem:shop", "hsqldb", "shop");
    }
}
