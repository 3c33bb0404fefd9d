package io.jobflow.agent;

import io.jobflow.agent.coverage.Shows;
import io.jobflow.agent.harness.StatementCase;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Statements of a run to H2. */
@Shows(area = "Database statements", row = "JDBC, H2")
@ParameterizedClass
@MethodSource("cases")
class H2IT extends StatementsSuite {

    H2IT(StatementCase database) {
        super(database);
    }

    static Stream<StatementCase> cases() {
        return StatementCase.with("h2", () -> "jdbc:h2:mem:shop", "h2database", "shop");
    }
}
