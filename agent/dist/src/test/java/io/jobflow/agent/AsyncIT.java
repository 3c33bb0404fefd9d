package io.jobflow.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobflow.agent.coverage.Shows;
import io.jobflow.agent.harness.Fixtures;
import io.jobflow.agent.harness.JobRequest;
import io.jobflow.agent.harness.Library;
import io.jobflow.agent.harness.Matrix;
import io.jobflow.agent.harness.MatrixCase;
import io.jobflow.agent.harness.Program;
import io.jobflow.agent.harness.ProgramBuilder;
import io.jobflow.agent.harness.Twins;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What methods carry that Spring runs in another thread, in a pool, a thread each or a virtual thread each. */
@Shows(area = "Context over threads", row = "Spring @Async")
@ParameterizedClass
@MethodSource("everySpring")
class AsyncIT extends HandOverSuite {

    AsyncIT(Twins app) {
        super(app);
    }

    static Stream<Twins> everySpring() {
        return Matrix.of("spring-context").map(with -> new Twins(with.toString(), () -> program(with)));
    }

    private static ProgramBuilder program(MatrixCase with) {
        List<Path> classPath = Fixtures.withTestClasses(with.jars());
        classPath.addAll(Library.named("logback").newest());
        classPath.add(Fixtures.compiled(
                with.version().toString().replace(' ', '-'), "async", "AsyncApp", Map.of(), classPath));
        return Program.of("async.AsyncApp")
                .on(with.jdk())
                .classPath(classPath)
                .jvm(
                        "-Dlogback.configurationFile=" + Fixtures.LOGBACK_SETTINGS,
                        "--add-opens=java.base/java.lang=ALL-UNNAMED");
    }

    @ParameterizedTest
    @ValueSource(strings = {"pool", "pool-void", "simple", "virtual", "nested", "fails"})
    void stampsTheLinesOfTheMethodAndLeavesNothing(String how) {
        isStamped(how, APPENDERS);
    }

    @Test
    void stampsNothingOfThePoolAfterwards() {
        app.send("pool-first", "e-before");

        app.send(JobRequest.ordinary(PATH + "pool-again"));

        assertThat(app.awaitLines("working pool-again", APPENDERS))
                .allMatch(line -> line.contains("trace=[]") && line.contains("execution=[]"));
    }
}
