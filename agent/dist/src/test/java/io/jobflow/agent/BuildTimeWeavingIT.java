package io.jobflow.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobflow.agent.coverage.Shows;
import io.jobflow.agent.harness.ClassFiles;
import io.jobflow.agent.harness.CommandLine;
import io.jobflow.agent.harness.Jdk;
import io.jobflow.agent.harness.JobRequest;
import io.jobflow.agent.harness.OtlpReceiver;
import io.jobflow.agent.harness.Program;
import io.jobflow.agent.harness.ProgramBuilder;
import io.jobflow.agent.harness.ReceivedSpan;
import io.jobflow.agent.harness.WebServer;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Jars that were woven before the program starts, without the agent and under it, on every JDK of this machine. */
@Shows(area = "Command line", row = "Jars woven at build time")
class BuildTimeWeavingIT {

    private static final String JOBS = "/internal/job/";
    private static final String FILTERS = "org.apache.catalina.core.ApplicationFilterChain";
    private static final String HOOK = "io/jobflow/agent/hook/Site.class";
    private static final int NOT_DONE = 1;
    private static final int WRONG_USAGE = 2;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @MethodSource("io.jobflow.agent.harness.Jdk#all")
    void runsAsBeforeWithoutTheAgentAndOnceUnderIt(Jdk jdk) {
        List<Path> woven = wovenClassPath(jdk);
        try (Program original = WebServer.TOMCAT.program().on(jdk).start();
                Program alone = woven(jdk, woven).start();
                OtlpReceiver receiver = new OtlpReceiver();
                Program underTheAgent =
                        woven(jdk, woven).agent("").exportTo(receiver).start()) {
            for (String handler : List.of("writer", "failed-stream", "throws", "async-failed")) {
                JobRequest request = JobRequest.traced(JOBS + handler, "e-" + handler);
                String expected = request.send(original.port());
                assertThat(request.send(alone.port())).isEqualTo(expected);
                assertThat(request.send(underTheAgent.port())).isEqualTo(expected);
            }
            assertThat(JobRequest.traced(JOBS + "mdc", "e-mdc").send(alone.port()))
                    .doesNotContain(JobRequest.TRACE_ID);
            assertThat(JobRequest.traced(JOBS + "mdc", "e-mdc").send(underTheAgent.port()))
                    .contains(JobRequest.TRACE_ID);

            receiver.awaitSpan("e-mdc");
            assertThat(receiver.spans())
                    .extracting(span -> span.attribute("jobflow.execution.id"))
                    .containsExactlyInAnyOrder("e-writer", "e-failed-stream", "e-throws", "e-async-failed", "e-mdc");
            assertThat(receiver.spans()).extracting(ReceivedSpan::name).containsOnly("run order-sync");
            assertThat(ClassFiles.callsTheAgent(underTheAgent, FILTERS)).isFalse();
            assertThat(CommandLine.run(jdk, "doctor", underTheAgent.pid()).out())
                    .contains("build time: on; classes woven: ", FILTERS, "runs: begun 5, open 0");
            assertThat(alone.err()).noneMatch(line -> line.contains("jobflow"));
        }
    }

    @Test
    void weavesJarsInsideOfAJarAndLeavesThemUncompressed() throws IOException {
        Path application = folder.resolve("application.jar");
        Path tomcat = jar("tomcat-embed-core");
        writeJar(
                application,
                new Content("META-INF/MANIFEST.MF", "Manifest-Version: 1.0\n\n".getBytes(StandardCharsets.UTF_8)),
                new Content("BOOT-INF/lib/tomcat.jar", Files.readAllBytes(tomcat)),
                new Content("BOOT-INF/lib/other.jar", Files.readAllBytes(jar("slf4j-api"))));

        CommandLine weave = weave(application, folder.resolve("woven.jar"));

        assertThat(weave.exitCode()).as(weave.toString()).isZero();
        assertThat(weave.out()).contains("woven " + FILTERS + " BOOT-INF/lib/tomcat.jar\n");
        try (ZipFile woven = new ZipFile(folder.resolve("woven.jar").toFile())) {
            ZipEntry inner = woven.getEntry("BOOT-INF/lib/tomcat.jar");
            assertThat(inner.getMethod()).isEqualTo(ZipEntry.STORED);
            assertThat(names(woven.getInputStream(inner).readAllBytes()))
                    .contains(HOOK)
                    .containsAll(names(Files.readAllBytes(tomcat)));
            assertThat(woven.getInputStream(woven.getEntry("BOOT-INF/lib/other.jar"))
                            .readAllBytes())
                    .isEqualTo(Files.readAllBytes(jar("slf4j-api")));
        }
    }

    @Test
    void refusesWhatItCannotWeave() throws IOException {
        Path nothing = jar("slf4j-api");
        Path signed = folder.resolve("signed.jar");
        writeJar(signed, new Content("META-INF/ACME.SF", new byte[0]), new Content("a.txt", new byte[0]));
        Path target = folder.resolve("out.jar");

        assertThat(weave(nothing, target))
                .returns(NOT_DONE, CommandLine::exitCode)
                .extracting(CommandLine::err)
                .asString()
                .contains("was woven: it has no class that the agent knows", "is not written");
        assertThat(weave(signed, target))
                .returns(NOT_DONE, CommandLine::exitCode)
                .extracting(CommandLine::err)
                .asString()
                .contains("is signed (META-INF/ACME.SF)");
        assertThat(weave(folder.resolve("missing.jar"), target).exitCode()).isEqualTo(WRONG_USAGE);
        assertThat(weave(nothing, nothing).exitCode()).isEqualTo(WRONG_USAGE);
        assertThat(folder.toFile().list()).containsExactly("signed.jar");
    }

    @Test
    void weavesNothingTwice() {
        Path once = folder.resolve("once.jar");
        assertThat(weave(jar("logback-classic"), once).exitCode()).isZero();

        assertThat(weave(once, folder.resolve("twice.jar")))
                .returns(NOT_DONE, CommandLine::exitCode)
                .extracting(CommandLine::err)
                .asString()
                .contains("its classes are woven already");
    }

    private static ProgramBuilder woven(Jdk jdk, List<Path> classPath) {
        return WebServer.TOMCAT.program().on(jdk).classPath(classPath);
    }

    /** The program's class path with every jar woven that can be. */
    private List<Path> wovenClassPath(Jdk jdk) {
        List<Path> original = WebServer.TOMCAT.classPath();
        String all = original.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
        List<Path> woven = new ArrayList<>();
        int changed = 0;
        for (Path path : original) {
            Path target = folder.resolve(path.getFileName());
            boolean done = Files.isRegularFile(path)
                    && CommandLine.run(jdk, "weave", path.toString(), target.toString(), "--class-path", all)
                                    .exitCode()
                            == 0;
            woven.add(done ? target : path);
            changed += done ? 1 : 0;
        }
        assertThat(changed).isGreaterThanOrEqualTo(2);
        return woven;
    }

    private static Path jar(String name) {
        return WebServer.TOMCAT.classPath().stream()
                .filter(path -> path.getFileName().toString().startsWith(name))
                .findFirst()
                .orElseThrow();
    }

    private static CommandLine weave(Path in, Path out) {
        String all = WebServer.TOMCAT.classPath().stream()
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
        return CommandLine.run(
                Jdk.all().iterator().next(), "weave", in.toString(), out.toString(), "--class-path", all);
    }

    private static void writeJar(Path jar, Content... contents) throws IOException {
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(jar))) {
            for (Content content : contents) {
                ZipEntry entry = new ZipEntry(content.name());
                if (content.name().endsWith(".jar")) {
                    CRC32 checksum = new CRC32();
                    checksum.update(content.bytes());
                    entry.setMethod(ZipEntry.STORED);
                    entry.setSize(content.bytes().length);
                    entry.setCrc(checksum.getValue());
                }
                out.putNextEntry(entry);
                out.write(content.bytes());
            }
        }
    }

    private static List<String> names(byte[] jar) {
        List<String> names = new ArrayList<>();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(jar))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                names.add(entry.getName());
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return names;
    }

    /** An entry of a jar. */
    private record Content(String name, byte[] bytes) {}
}
