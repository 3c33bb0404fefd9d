package io.jobflow.agent.harness;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.awaitility.Awaitility;

/**
 * A Java program in a JVM of its own. Its main class prints {@code listening on PORT} when it is up (if it serves at all)
 * and ends when its standard input does. Safe for use by any thread.
 */
public final class Program implements AutoCloseable {

    private static final String LISTENING = "listening on ";
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration POLL = Duration.ofMillis(10);

    private final Process process;
    private final List<String> out = Collections.synchronizedList(new ArrayList<>());
    private final List<String> err = Collections.synchronizedList(new ArrayList<>());
    private final List<Thread> readers;

    Program(List<String> command, Map<String, String> environment) {
        ProcessBuilder builder = new ProcessBuilder(command);
        // Settings of the shell that runs the tests must not reach the programs.
        builder.environment()
                .keySet()
                .removeIf(name -> name.startsWith("OTEL_")
                        || name.startsWith("JOBFLOW_")
                        || name.equals("JAVA_TOOL_OPTIONS")
                        || name.equals("JDK_JAVA_OPTIONS"));
        builder.environment().putAll(environment);
        try {
            process = builder.start();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        readers = List.of(
                reader(process.inputReader(StandardCharsets.UTF_8), out),
                reader(process.errorReader(StandardCharsets.UTF_8), err));
    }

    /** A program with this main class; it is started by {@link ProgramBuilder#start}. */
    public static ProgramBuilder of(Class<?> mainClass) {
        return new ProgramBuilder(mainClass.getName());
    }

    /** The same for a main class that is not on the tests' own class path. */
    public static ProgramBuilder of(String mainClass) {
        return new ProgramBuilder(mainClass);
    }

    private static Thread reader(BufferedReader from, List<String> to) {
        Thread reader = new Thread(
                () -> {
                    try {
                        from.lines().forEach(to::add);
                    } catch (UncheckedIOException endedByForce) {
                        // nothing more will come
                    }
                },
                "program output");
        reader.setDaemon(true);
        reader.start();
        return reader;
    }

    /** The port it serves at; waits for it. */
    public int port() {
        return Integer.parseInt(awaitLine(line -> line.startsWith(LISTENING)).substring(LISTENING.length()));
    }

    /** The first line on standard output that fits; waits for it. */
    public String awaitLine(Predicate<String> fits) {
        Awaitility.await("a line on standard output; so far " + this)
                .pollInterval(POLL)
                .atMost(LIMIT)
                .until(() -> out().stream().anyMatch(fits) || !process.isAlive());
        return out().stream().filter(fits).findFirst().orElseThrow(() -> new AssertionError("no such line: " + this));
    }

    /** The lines on standard output so far. */
    public List<String> out() {
        synchronized (out) {
            return List.copyOf(out);
        }
    }

    /** The lines on standard error so far. */
    public List<String> err() {
        synchronized (err) {
            return List.copyOf(err);
        }
    }

    /** Its process id. */
    public String pid() {
        return Long.toString(process.pid());
    }

    /** Writes a line to its standard input. */
    public void say(String line) {
        try {
            process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Ends its standard input, waits for it to end, and answers its exit code. All output is there afterwards. */
    public int stop() {
        try {
            process.getOutputStream().close();
            if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("does not end: " + this);
            }
            for (Thread reader : readers) {
                reader.join(LIMIT.toMillis());
            }
            return process.exitValue();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    /** Ends it, by force if need be. */
    @Override
    public void close() {
        process.destroyForcibly();
    }

    @Override
    public String toString() {
        return "out " + out() + ", err " + err();
    }
}
