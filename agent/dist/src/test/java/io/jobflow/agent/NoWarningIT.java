package io.jobflow.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobflow.agent.coverage.Shows;
import io.jobflow.agent.fixture.HttpServerApp;
import io.jobflow.agent.harness.Jdk;
import io.jobflow.agent.harness.JobRequest;
import io.jobflow.agent.harness.Matrix;
import io.jobflow.agent.harness.OtlpReceiver;
import io.jobflow.agent.harness.Program;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A whole run with its export where the JDK warns of, or denies, what agents used to do. */
@Shows(area = "Safety and cost", row = "No warning of the JDK")
class NoWarningIT {

    private static final int FIRST_THAT_WARNS = 24;

    static Stream<Arguments> bothOnEveryJdkThatWarns() {
        return Matrix.jdksFrom(FIRST_THAT_WARNS)
                .flatMap(jdk -> Stream.of(Arguments.of("warn", jdk), Arguments.of("deny", jdk)));
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("bothOnEveryJdkThatWarns")
    void writesNoLineOfItsOwnAndCausesNone(String unsafeMemory, Jdk jdk) {
        try (OtlpReceiver receiver = new OtlpReceiver();
                Program app = Program.of(HttpServerApp.class)
                        .on(jdk)
                        .agent("")
                        .jvm("--sun-misc-unsafe-memory-access=" + unsafeMemory)
                        .exportTo(receiver)
                        .start()) {
            JobRequest.traced("/internal/job/plain", "e-1").send(app.port());
            receiver.awaitSpan("e-1");

            assertThat(app.stop()).isZero();
            assertThat(app.err()).isEmpty();
            assertThat(Stream.of("WARNING", "warning:")
                            .filter(word -> app.out().toString().contains(word)))
                    .isEmpty();
        }
    }
}
