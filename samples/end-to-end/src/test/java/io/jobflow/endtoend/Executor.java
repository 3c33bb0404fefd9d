package io.jobflow.endtoend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** One of the sample services in a JVM with the agent. */
final class Executor implements AutoCloseable {

    private static final Duration START = Duration.ofSeconds(60);

    private final Program program;
    private final String url;

    private Executor(Program program, Pattern port) {
        this.program = program;
        this.url = "http://127.0.0.1:" + program.awaitLine(port, START).group(1);
        refuseTroubleOfTheAgent();
    }

    private void refuseTroubleOfTheAgent() {
        List<String> trouble = program.lines().stream()
                .filter(line -> line.startsWith("jobflow-agent:"))
                .toList();
        if (!trouble.isEmpty()) {
            program.close();
            throw new IllegalStateException("the agent has trouble: " + trouble);
        }
    }

    /** The service on the JDK's HTTP server; it also logs to a file, by an asynchronous appender. */
    static Executor orders(Jdk jdk, Path logs, Map<String, String> environment) {
        Program program = withAgent("orders", jdk, environment)
                .environment("LOG_DIR", logs.toString())
                .jar(Jars.orderExecutor(), "--port", "0");
        return new Executor(program, Pattern.compile("listens on http://127\\.0\\.0\\.1:(\\d+)"));
    }

    /** The service on Spring Boot. */
    static Executor reports(Jdk jdk, Map<String, String> environment) {
        Program program = withAgent("reports", jdk, environment).jar(Jars.springExecutor(), "--server.port=0");
        return new Executor(program, Pattern.compile("Tomcat started on port (\\d+)"));
    }

    private static Program.Launch withAgent(String name, Jdk jdk, Map<String, String> environment) {
        return Program.java(name + "-" + jdk.feature(), jdk)
                .jvm("-javaagent:" + Jars.agent())
                .environment(environment);
    }

    /** Its base URL, without a slash at the end. */
    String url() {
        return url;
    }

    /** What it logged to its console. */
    List<LogLine> console() {
        return LogLine.parse(program.lines());
    }

    /** What the order service logged to its file. */
    static List<LogLine> file(Path logs) {
        try {
            return LogLine.parse(Files.readAllLines(logs.resolve("orders.log")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        program.close();
    }
}
