package io.jobflow.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobflow.agent.coverage.Shows;
import io.jobflow.agent.harness.Jdk;
import io.jobflow.agent.harness.JobRequest;
import io.jobflow.agent.harness.Matrix;
import io.jobflow.agent.harness.Neighbours;
import io.jobflow.agent.harness.OtlpReceiver;
import io.jobflow.agent.harness.Program;
import io.jobflow.agent.harness.ProgramBuilder;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Archives of classes that the JVM maps instead of loading: made without the agent, used with it. The archive is really
 * used, the run is recorded, and nobody is warned of anything.
 */
@Shows(area = "Coexistence", row = "Class-data sharing")
class ArchivesIT {

    private static final String PATH = "/internal/job/plain";
    private static final String SHARED = "coexist.PlainApp source: shared objects file";
    private static final int FIRST_WITH_AOT = 25;

    @TempDir
    Path folder;

    /** Archives hold classes of jars only. */
    private ProgramBuilder program(Jdk jdk) {
        Path jar = Neighbours.jar(folder.resolve("plain.jar"), "PlainApp", "plain");
        return Program.of("coexist.PlainApp").on(jdk).classPath(List.of(jar));
    }

    private static void train(ProgramBuilder builder) {
        try (Program app = builder.start()) {
            JobRequest.traced(PATH, "e-0").send(app.port());
            assertThat(app.stop()).isZero();
        }
    }

    private static List<String> isUsedAndRecords(ProgramBuilder builder) {
        try (OtlpReceiver receiver = new OtlpReceiver();
                Program app = builder.agent("")
                        .jvm("-Xlog:class+load")
                        .exportTo(receiver)
                        .start()) {
            String answer = JobRequest.traced(PATH, "e-1").send(app.port());

            assertThat(answer).startsWith("HTTP/1.1 200 ");
            assertThat(receiver.awaitSpan("e-1").parentSpanId()).isEqualTo(JobRequest.DISPATCH_SPAN_ID);
            assertThat(app.stop()).isZero();
            assertThat(app.out()).anyMatch(line -> line.contains(SHARED));
            assertThat(app.err()).isEmpty();
            assertThat(receiver.spans()).hasSize(1);
            return app.out();
        }
    }

    @ParameterizedTest
    @MethodSource("io.jobflow.agent.harness.Jdk#all")
    void usesAnArchiveOfSharedClasses(Jdk jdk) {
        Path archive = folder.resolve("plain.jsa");
        train(program(jdk).jvm("-XX:ArchiveClassesAtExit=" + archive, "--add-modules=java.instrument"));

        List<String> out = isUsedAndRecords(program(jdk).jvm("-XX:SharedArchiveFile=" + archive));
        assertThat(out).noneMatch(line -> line.contains("Sharing is only supported"));
        // From 25 on the JVM says of any agent that the JDK's own archive was made without its module.
        assertThat(out).noneMatch(line -> line.contains("warning]") && jdk.release() < FIRST_WITH_AOT);
    }

    static Stream<Jdk> jdksWithAnAotCache() {
        return Matrix.jdksFrom(FIRST_WITH_AOT);
    }

    @Shows(area = "Coexistence", row = "AOT cache")
    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("jdksWithAnAotCache")
    void usesAnAotCacheThatWasMadeWithTheModuleOfAgents(Jdk jdk) {
        Path cache = folder.resolve("plain.aot");
        train(program(jdk).jvm("-XX:AOTCacheOutput=" + cache, "--add-modules=java.instrument"));

        List<String> out = isUsedAndRecords(program(jdk).jvm("-XX:AOTCache=" + cache));
        assertThat(out).noneMatch(line -> line.contains("warning]") || line.contains("[error]"));
    }
}
