package io.jobflow.agent;

import io.jobflow.agent.coverage.Shows;
import io.jobflow.agent.fixture.HttpServerApp;
import io.jobflow.agent.harness.Fixtures;
import io.jobflow.agent.harness.Matrix;
import io.jobflow.agent.harness.MatrixCase;
import io.jobflow.agent.harness.Program;
import io.jobflow.agent.harness.ProgramBuilder;
import io.jobflow.agent.harness.Twins;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** The MDC of every line of Logback, with the JDK's web server. */
@Shows(area = "Logs", row = "Logback")
@ParameterizedClass
@MethodSource("everyLogback")
class LogbackIT extends MdcLinesSuite {

    LogbackIT(Twins app) {
        super(app);
    }

    static Stream<Twins> everyLogback() {
        return Matrix.of("logback").map(with -> new Twins(with.toString(), () -> program(with)));
    }

    private static ProgramBuilder program(MatrixCase with) {
        return Program.of(HttpServerApp.class)
                .on(with.jdk())
                .classPath(Fixtures.withTestClasses(with.jars()))
                .jvm("-Dlogback.configurationFile=" + Fixtures.LOGBACK_SETTINGS);
    }
}
