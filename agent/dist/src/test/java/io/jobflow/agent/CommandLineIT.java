package io.jobflow.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobflow.agent.coverage.Shows;
import io.jobflow.agent.fixture.HandlerApp;
import io.jobflow.agent.fixture.HttpServerApp;
import io.jobflow.agent.harness.BadBackEnd;
import io.jobflow.agent.harness.CommandLine;
import io.jobflow.agent.harness.Jdk;
import io.jobflow.agent.harness.JobRequest;
import io.jobflow.agent.harness.Program;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The agent's jar as a program, on every JDK of this machine. */
@Shows(area = "Command line", row = "list, doctor, switch")
class CommandLineIT {

    private static final int NOT_DONE = 1;
    private static final int WRONG_USAGE = 2;

    @ParameterizedTest
    @MethodSource("io.jobflow.agent.harness.Jdk#all")
    void helpsAndNamesWhatIsWrong(Jdk jdk) {
        CommandLine help = CommandLine.run(jdk, "--help");

        assertThat(help.exitCode()).isZero();
        assertThat(help.out())
                .contains("attach PID", "doctor PID", "switch PID off|on", "weave IN.jar OUT.jar", "list");
        assertThat(CommandLine.run(jdk, "--version").out()).contains("JobFlow agent 0.");
        assertThat(CommandLine.run(jdk).exitCode()).isEqualTo(WRONG_USAGE);
        assertThat(CommandLine.run(jdk, "atach", "1").err())
                .contains("Command \"atach\" is unknown (expected list, attach, doctor, switch or weave); see --help");
        assertThat(CommandLine.run(jdk, "doctor", "abc").err()).contains("doctor needs a process id, not \"abc\"");
        assertThat(CommandLine.run(jdk, "switch", "1", "sideways").exitCode()).isEqualTo(WRONG_USAGE);
    }

    @ParameterizedTest
    @MethodSource("io.jobflow.agent.harness.Jdk#all")
    void attachesToARunningProcess(Jdk jdk) {
        try (Program app = Program.of(HttpServerApp.class).on(jdk).start()) {
            assertThat(JobRequest.traced("/internal/job/mdc", "e-1").send(app.port()))
                    .doesNotContain("traceId");
            assertThat(CommandLine.run(jdk, "doctor", app.pid()))
                    .returns(NOT_DONE, CommandLine::exitCode)
                    .extracting(CommandLine::err)
                    .asString()
                    .contains("no JobFlow agent runs in this JVM");

            CommandLine attached = CommandLine.run(jdk, "attach", app.pid(), "log-keys=traceId:trace");

            assertThat(attached.exitCode()).as(attached.toString()).isZero();
            assertThat(JobRequest.traced("/internal/job/mdc", "e-1").send(app.port()))
                    .endsWith("{trace=" + JobRequest.TRACE_ID + "}");
            assertThat(CommandLine.run(jdk, "attach", app.pid()))
                    .returns(NOT_DONE, CommandLine::exitCode)
                    .extracting(CommandLine::err)
                    .asString()
                    .contains("already in this JVM");
            assertThat(app.stop()).isZero();
            assertThat(ofUs(app.err())).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "handlers=io.jobflow.agent.fixture.jobs.*#sync*, syncPlain, OrderJobs.syncPlain",
        "handler-annotations=io.jobflow.agent.fixture.jobs.Nightly, closeDay, close-day"
    })
    void weavesHandlersThatWereCalledBeforeItWasAttached(String setting, String handler, String job) {
        Jdk jdk = Jdk.own();
        try (Program app = Program.of(HandlerApp.class)
                .on(jdk)
                .jvm("-Dlogback.configurationFile=fixture/logback.xml")
                .start()) {
            JobRequest.ordinary("/internal/job/" + handler).send(app.port());

            CommandLine attached = CommandLine.run(jdk, "attach", app.pid(), setting);
            JobRequest.ordinary("/internal/job/" + handler).send(app.port());

            assertThat(attached.exitCode()).as(attached.toString()).isZero();
            app.awaitLine(line -> line.contains("in " + handler) && line.contains("job=[" + job + "]"));
        }
    }

    @ParameterizedTest
    @MethodSource("io.jobflow.agent.harness.Jdk#all")
    void saysThatAProcessCannotBeAttachedTo(Jdk jdk) {
        try (Program app = Program.of(HttpServerApp.class)
                .on(jdk)
                .jvm("-XX:+DisableAttachMechanism")
                .start()) {
            assertThat(CommandLine.run(jdk, "attach", app.pid()))
                    .returns(NOT_DONE, CommandLine::exitCode)
                    .extracting(CommandLine::err)
                    .asString()
                    .startsWith("Process " + app.pid() + " cannot be attached to: ");
        }
    }

    @ParameterizedTest
    @MethodSource("io.jobflow.agent.harness.Jdk#all")
    void doctorSaysWhatIsWovenWhoRecordsAndWhyAHandlerIsTraced(Jdk jdk) {
        try (Program app = Program.of(HttpServerApp.class)
                .on(jdk)
                .agent("")
                .environment("OTEL_EXPORTER_OTLP_ENDPOINT", BadBackEnd.refusingEndpoint())
                .start()) {
            app.port();
            assertThat(doctor(jdk, app, "--handler", "/internal/job/plain")).contains("no job request has come");
            JobRequest.ordinary("/internal/job/plain")
                    .header("X-JobFlow-Job", "order-sync")
                    .send(app.port());
            assertThat(doctor(jdk, app, "--handler", "/internal/job/plain"))
                    .contains("1 requests had X-JobFlow-Job, but");
            JobRequest.traced("/internal/job/plain", "e-1").send(app.port());

            assertThat(doctor(jdk, app))
                    .startsWith("agent: on\nbackend: ")
                    .contains("own telemetry: exports traces to \"http://127.0.0.1:1\", metrics to")
                    .contains("runs: begun 1, open 0, ", "invalid 1\n")
                    .contains("  jdk-http: on; classes woven: ", "    com.sun.net.httpserver.Filter$Chain in ")
                    .contains("  logback: on; ", "  pool: on; ", "java.util.concurrent.ThreadPoolExecutor in the boot");
            assertThat(doctor(jdk, app, "--handler", HttpServerApp.class.getName() + ".handle"))
                    .contains(HttpServerApp.class.getName() + " is not woven itself")
                    .contains("requests by jdk-http are seen")
                    .contains("1 job requests were traced");
            assertThat(doctor(jdk, app, "--handler", "com.acme.NoSuchThing"))
                    .contains("no class of this name is loaded");
            assertThat(CommandLine.run(jdk, "list").out().lines())
                    .anyMatch(
                            line -> line.startsWith(app.pid() + " with the agent ") && line.contains("HttpServerApp"));
            assertThat(app.stop()).isZero();
        }
    }

    private static List<String> ofUs(List<String> lines) {
        return lines.stream().filter(line -> line.startsWith("jobflow-agent")).toList();
    }

    private static String doctor(Jdk jdk, Program app, String... more) {
        String[] arguments = new String[2 + more.length];
        arguments[0] = "doctor";
        arguments[1] = app.pid();
        System.arraycopy(more, 0, arguments, 2, more.length);
        CommandLine doctor = CommandLine.run(jdk, arguments);
        assertThat(doctor.exitCode()).as(doctor.toString()).isZero();
        return doctor.out();
    }
}
