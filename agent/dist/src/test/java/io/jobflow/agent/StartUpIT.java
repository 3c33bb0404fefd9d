package io.jobflow.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobflow.agent.coverage.Shows;
import io.jobflow.agent.fixture.HelloApp;
import io.jobflow.agent.fixture.HttpServerApp;
import io.jobflow.agent.harness.AgentJar;
import io.jobflow.agent.harness.Jdk;
import io.jobflow.agent.harness.JobRequest;
import io.jobflow.agent.harness.Program;
import io.jobflow.agent.harness.ProgramBuilder;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the packaged agent costs and says before anything happens, on every JDK of this machine. */
@Shows(area = "Safety and cost", row = "Start-up")
class StartUpIT {

    /**
     * From premain to main; the budget is 400. What the JVM loads for any agent, an empty one included, comes before and
     * is more than that on new JDKs.
     */
    private static final int MOST_CLASSES = 300;

    @ParameterizedTest
    @MethodSource("io.jobflow.agent.harness.Jdk#all")
    void loadsFewClassesAndNeitherByteBuddyNorOpenTelemetry(Jdk jdk) {
        List<String> loaded =
                output(Program.of(HelloApp.class).on(jdk).agent("").jvm("-Xlog:class+load"));

        List<String> names =
                loaded.stream().filter(line -> line.contains(" source: ")).toList();
        int first = indexOf(names, "io.jobflow.agent.Premain ");
        int main = indexOf(names, HelloApp.class.getName() + " ");
        assertThat(main - first).isBetween(10, MOST_CLASSES);
        assertThat(names).noneMatch(name -> name.contains("agent.shaded"));
    }

    @ParameterizedTest
    @MethodSource("io.jobflow.agent.harness.Jdk#all")
    void saysNothing(Jdk jdk) {
        Program app = Program.of(HttpServerApp.class).on(jdk).agent("").start();
        JobRequest.traced("/internal/job/plain", "e-1").send(app.port());

        assertThat(app.stop()).isZero();
        assertThat(app.err()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("io.jobflow.agent.harness.Jdk#all")
    void tracesARunThatComesRightAtTheStart(Jdk jdk) {
        Program app = Program.of(HttpServerApp.class)
                .on(jdk)
                .agent("")
                .jvm("-Dlogback.configurationFile=fixture/logback.xml")
                .start();
        String answer = JobRequest.traced("/internal/job/mdc", "e-1").send(app.port());

        assertThat(app.stop()).isZero();
        assertThat(answer).contains("traceId=" + JobRequest.TRACE_ID);
        assertThat(app.out())
                .filteredOn(line -> line.contains("answering"))
                .isNotEmpty()
                .allMatch(line -> line.contains("trace=[" + JobRequest.TRACE_ID + "]"));
    }

    @ParameterizedTest
    @MethodSource("io.jobflow.agent.harness.Jdk#all")
    void weavesLogbackAfterItIsDefined(Jdk jdk) {
        Program app = Program.of(HttpServerApp.class)
                .on(jdk)
                .agent("")
                .jvm("-Xlog:redefine+class+load=info")
                .start();
        JobRequest.traced("/internal/job/plain", "e-1").send(app.port());

        assertThat(app.stop()).isZero();
        assertThat(app.out())
                .anyMatch(line -> line.contains("redefined") && line.contains("ch.qos.logback.classic.Logger,"));
    }

    @Shows(area = "Coexistence", row = "The agent given twice")
    @ParameterizedTest
    @MethodSource("io.jobflow.agent.harness.Jdk#all")
    void staysOutTheSecondTime(Jdk jdk) {
        Program app =
                Program.of(HttpServerApp.class).on(jdk).agent("").agent("").start();
        String answer = JobRequest.traced("/internal/job/mdc", "e-1").send(app.port());

        assertThat(app.stop()).isZero();
        assertThat(answer).contains("traceId=" + JobRequest.TRACE_ID);
        assertThat(app.err()).singleElement().asString().contains("already in this JVM");
    }

    @ParameterizedTest
    @MethodSource("io.jobflow.agent.harness.Jdk#all")
    void canBeSwitchedOff(Jdk jdk) {
        Program app =
                Program.of(HttpServerApp.class).on(jdk).agent("enabled=false").start();
        String answer = JobRequest.traced("/internal/job/mdc", "e-1").send(app.port());

        assertThat(app.stop()).isZero();
        assertThat(answer).endsWith("null");
    }

    @ParameterizedTest
    @MethodSource("io.jobflow.agent.harness.Jdk#all")
    void namesAWrongSettingInOneLineAndGoesOn(Jdk jdk) {
        Program app = Program.of(HttpServerApp.class)
                .on(jdk)
                .agent("debug=perhaps,log-keys=traceId:trace_id,colour=red")
                .start();
        String answer = JobRequest.traced("/internal/job/mdc", "e-1").send(app.port());

        assertThat(app.stop()).isZero();
        assertThat(answer).endsWith("{trace_id=" + JobRequest.TRACE_ID + "}");
        assertThat(app.err())
                .hasSize(2)
                .contains("jobflow-agent: agent argument debug is \"perhaps\" (expected true or false); false is used")
                .anySatisfy(line -> assertThat(line)
                        .startsWith("jobflow-agent: agent argument colour is unknown (expected one of [enabled,")
                        .endsWith("]); it is ignored"));
    }

    @ParameterizedTest
    @MethodSource("io.jobflow.agent.harness.Jdk#all")
    void leavesTheJdksOwnProgramsAlone(Jdk jdk) throws Exception {
        Process javac = new ProcessBuilder(
                        jdk.program("javac").toString(),
                        "-J-javaagent:" + AgentJar.path(),
                        "-J-Xlog:class+load",
                        "-version")
                .redirectErrorStream(true)
                .start();
        String output = new String(javac.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);

        assertThat(javac.waitFor()).isZero();
        assertThat(output).contains("io.jobflow.agent.start.JdkTools").doesNotContain("JobFlowDispatcher");
    }

    private static List<String> output(ProgramBuilder builder) {
        try (Program program = builder.start()) {
            assertThat(program.stop()).isZero();
            return program.out();
        }
    }

    private static int indexOf(List<String> lines, String part) {
        for (int index = 0; index < lines.size(); index++) {
            if (lines.get(index).contains(part)) {
                return index;
            }
        }
        throw new AssertionError("not loaded: " + part);
    }
}
