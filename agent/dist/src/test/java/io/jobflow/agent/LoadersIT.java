package io.jobflow.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobflow.agent.coverage.Shows;
import io.jobflow.agent.harness.Jdk;
import io.jobflow.agent.harness.JobRequest;
import io.jobflow.agent.harness.Library;
import io.jobflow.agent.harness.Neighbours;
import io.jobflow.agent.harness.OtlpReceiver;
import io.jobflow.agent.harness.Program;
import io.jobflow.agent.harness.ProgramBuilder;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Applications whose classes do not simply come from a class path: one run span each, and answers as without the agent. */
@Shows(area = "Coexistence", row = "OSGi-style loaders")
class LoadersIT {

    private static final String PATH = "/internal/job/";

    private final OtlpReceiver receiver = new OtlpReceiver();

    @AfterEach
    void closeReceiver() {
        receiver.close();
    }

    /** Sends one job request to the program under the agent and one without it, and answers their answer. */
    private String sameAnswerAndOneRun(ProgramBuilder with, ProgramBuilder without) {
        try (Program app = with.agent("").exportTo(receiver).start();
                Program other = without.start()) {
            String answer = JobRequest.traced(PATH + "plain", "e-1").send(app.port());

            assertThat(answer)
                    .isEqualTo(JobRequest.traced(PATH + "plain", "e-1").send(other.port()));
            assertThat(receiver.awaitSpan("e-1").parentSpanId()).isEqualTo(JobRequest.DISPATCH_SPAN_ID);
            assertThat(app.stop()).isEqualTo(other.stop());
            assertThat(app.err()).filteredOn(line -> line.contains("jobflow")).isEmpty();
            // A handler that calls out has a span for the call, below its run.
            assertThat(receiver.spans())
                    .filteredOn(span -> span.name().startsWith("run "))
                    .hasSize(1);
            return answer;
        }
    }

    @Shows(area = "Coexistence", row = "Copies of what the agent uses at other versions")
    @ParameterizedTest
    @MethodSource("io.jobflow.agent.harness.Jdk#all")
    void leavesCopiesOfWhatWeUseAtTheirVersions(Jdk jdk) {
        List<Path> copies = Library.named("copies").oldest();

        String answer = sameAnswerAndOneRun(
                Neighbours.program("CopiesApp", "copies", copies).on(jdk).jvm("-Dnet.bytebuddy.experimental=true"),
                Neighbours.program("CopiesApp", "copies", copies).on(jdk).jvm("-Dnet.bytebuddy.experimental=true"));

        assertThat(answer)
                .endsWith(
                        "byte-buddy-1.12.23.jar\nokhttp-3.14.9.jar\nopentelemetry-api-1.31.0.jar\nMade false\ncalled");
    }

    @Shows(area = "Coexistence", row = "Applications on the module path")
    @ParameterizedTest
    @MethodSource("io.jobflow.agent.harness.Jdk#all")
    void seesAnApplicationOnTheModulePath(Jdk jdk) {
        String answer = sameAnswerAndOneRun(named(jdk), named(jdk));

        assertThat(answer).endsWith("named");
    }

    private static ProgramBuilder named(Jdk jdk) {
        String modules = Neighbours.compiled("named", "NamedApp", List.of()).toString();
        return Program.of("named.NamedApp").on(jdk).launchedBy("--module-path", modules, "-m", "named/named.NamedApp");
    }

    @ParameterizedTest
    @MethodSource("io.jobflow.agent.harness.Jdk#all")
    void seesAnApplicationInALoaderThatDelegatesTheJdkOnly(Jdk jdk) {
        sameAnswerAndOneRun(
                bundle(jdk, List.of()).arguments("coexist.PlainApp"),
                bundle(jdk, List.of()).arguments("coexist.PlainApp"));
    }

    @ParameterizedTest
    @MethodSource("io.jobflow.agent.harness.Jdk#all")
    void recordsByAnSdkThatOnlySuchALoaderSees(Jdk jdk) {
        List<Path> sdk = Library.named("opentelemetry-sdk").newest();
        try (Program app = bundle(jdk, sdk)
                .arguments("coexist.SdkApp", "injected", receiver.endpoint())
                .agent("")
                .exportTo(receiver)
                .start()) {
            JobRequest.traced(PATH + "plain", "e-1").send(app.port());

            String run = receiver.awaitSpan("e-1").spanId();
            assertThat(receiver.awaitSpan(span -> span.name().equals("work")).parentSpanId())
                    .isEqualTo(run);
            assertThat(receiver.spans())
                    .extracting(span -> span.resourceAttribute("service.name"))
                    .containsOnly("shop");
        }
    }

    /** The launcher alone is on the class path; the program and its jars are the bundle's. */
    private static ProgramBuilder bundle(Jdk jdk, List<Path> jars) {
        String program = jars.isEmpty() ? "PlainApp" : "SdkApp";
        String inside = Neighbours.classPath(program, jars.isEmpty() ? "plain" : "sdk-newest", jars).stream()
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
        return Neighbours.program("BundleApp", "bundle", List.of()).on(jdk).jvm("-Dbundle.path=" + inside);
    }
}
