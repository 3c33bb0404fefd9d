package io.jobflow.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobflow.agent.coverage.Shows;
import io.jobflow.agent.fixture.HttpServerApp;
import io.jobflow.agent.harness.CommandLine;
import io.jobflow.agent.harness.Fixtures;
import io.jobflow.agent.harness.Jdk;
import io.jobflow.agent.harness.JobRequest;
import io.jobflow.agent.harness.Matrix;
import io.jobflow.agent.harness.MatrixCase;
import io.jobflow.agent.harness.Program;
import io.jobflow.agent.harness.ProgramBuilder;
import io.jobflow.agent.harness.Twins;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Where the usual way does not reach the MDC or the events: that is noticed at the first run, said once, and made up for. */
@Shows(area = "Logs", row = "An MDC, a context map or a library that is not woven")
@ParameterizedClass
@MethodSource("everyUnusualLibrary")
class LogFallbackIT {

    private static final String PATH = "/internal/job/";
    private static final int THREADS = 4;

    private final Unusual unusual;
    private final Twins app;

    LogFallbackIT(Unusual unusual) {
        this.unusual = unusual;
        this.app = unusual.app();
    }

    static Stream<Unusual> everyUnusualLibrary() {
        return Stream.of(
                        Matrix.of("logback").map(LogFallbackIT::ownAdapter),
                        Matrix.of("reload4j").map(LogFallbackIT::reload4j),
                        Matrix.of("log4j")
                                .map(with -> log4j(
                                        with,
                                        "-Dlog4j2.threadContextMap=owncontext.OwnMap",
                                        "put on every log event, and in the MDC through this class")),
                        Matrix.of("log4j")
                                .map(
                                        with -> log4j(
                                                with,
                                                "-Dlog4j2.contextDataInjector=owncontext.OwnInjector",
                                                "put in the MDC of every thread that carries a run, because its events do not get them")),
                        Matrix.of("log4j")
                                .map(
                                        with -> log4j(
                                                with,
                                                "-Dlog4j2.isThreadContextMapInheritable=true",
                                                "put in the MDC of every thread that carries a run, because threads inherit it")))
                .flatMap(each -> each);
    }

    private static Unusual ownAdapter(MatrixCase with) {
        return new Unusual(
                new Twins(with + ", own adapter", () -> {
                    List<Path> classPath = Fixtures.withTestClasses(with.jars());
                    classPath.add(compiled(with, "ownmdc", "OwnMdcApp", classPath));
                    return Program.of("ownmdc.OwnMdcApp")
                            .on(with.jdk())
                            .classPath(classPath)
                            .jvm("-Dlogback.configurationFile=" + Fixtures.LOGBACK_SETTINGS);
                }),
                with.jdk(),
                "org.slf4j.MDC (ownmdc.OwnMdc): the entries of a run are put on every log event, and in the MDC"
                        + " through this class");
    }

    private static Unusual reload4j(MatrixCase with) {
        Path settings = Path.of("src/test/resources/fixture/log4j1.xml").toAbsolutePath();
        return new Unusual(
                new Twins(
                        with.toString(), () -> plain(with, List.of()).jvm("-Dlog4j.configuration=" + settings.toUri())),
                with.jdk(),
                "put in the MDC of every thread that carries a run, because threads inherit it, and in the MDC through this class");
    }

    private static Unusual log4j(MatrixCase with, String setting, String verdict) {
        return new Unusual(
                new Twins(
                        with + setting,
                        () -> plain(with, List.of(compiled(with, "owncontext", "none", with.jars())))
                                .jvm(setting, "-Dlog4j2.configurationFile=" + Fixtures.LOG4J_SETTINGS)),
                with.jdk(),
                verdict);
    }

    private static ProgramBuilder plain(MatrixCase with, List<Path> more) {
        List<Path> classPath = Fixtures.withTestClasses(with.jars());
        classPath.addAll(more);
        return Program.of(HttpServerApp.class).on(with.jdk()).classPath(classPath);
    }

    private static Path compiled(MatrixCase with, String packageName, String mainClass, List<Path> classPath) {
        String folder = packageName + "-" + with.version().toString().replace(' ', '-');
        return Fixtures.compiled(folder, packageName, mainClass, Map.of(), classPath);
    }

    @AfterParameterizedClassInvocation
    static void saidOnceWhatWasChosen(Unusual unusual) {
        assertThat(unusual.app().agent().stop())
                .as(unusual.app().agent()::toString)
                .isZero();
        assertThat(unusual.app().agent().err())
                .filteredOn(line -> line.startsWith("jobflow-agent: "))
                .singleElement()
                .asString()
                .contains(unusual.verdict());
    }

    @Test
    void letsTheProgramReadItsMdc() {
        assertThat(app.send("mdc", "e-read")).contains("traceId=" + JobRequest.TRACE_ID, "executionId=e-read");
    }

    @Test
    void stampsEveryLineAlsoBehindAnAsyncAppender() {
        app.send("stamped", "e-stamped");

        assertThat(app.awaitLines("answering /internal/job/stamped", 2))
                .allMatch(line ->
                        line.contains("trace=[" + JobRequest.TRACE_ID + "]") && line.contains("execution=[e-stamped]"));
    }

    @Test
    void stampsLinesOfWorkThatWasHandedOver() {
        app.send("hands-over", "e-handed");

        assertThat(app.awaitLines("handed over ", 2)).allMatch(line -> line.contains("execution=[e-handed]"));
    }

    @Test
    void leavesNoKeyBehindOnAThread() {
        app.send("stamped-before", "e-before");
        app.send("hands-over", "e-before-handed");

        List<String> answers = IntStream.range(0, 2 * THREADS)
                .boxed()
                .flatMap(number -> Stream.of("mdc", "mdc-of-worker"))
                .map(handler -> app.send(JobRequest.ordinary(PATH + handler)))
                .toList();

        assertThat(answers).noneMatch(answer -> answer.contains("traceId") || answer.contains("executionId"));
    }

    @Test
    void tellsTheDoctor() {
        app.send("stamped-for-doctor", "e-doctor");

        assertThat(CommandLine.run(unusual.jdk(), "doctor", app.agent().pid()).out())
                .contains(unusual.verdict());
    }

    /** @param verdict what standard error and doctor say */
    record Unusual(Twins app, Jdk jdk, String verdict) implements AutoCloseable {
        @Override
        public void close() {
            app.close();
        }

        @Override
        public String toString() {
            return app.toString();
        }
    }
}
