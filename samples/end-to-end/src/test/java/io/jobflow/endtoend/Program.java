package io.jobflow.endtoend;

import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A program in a JVM of its own. What it prints is kept in memory, line by line, and in a file under {@link Jars#logs()}.
 * Closing it asks it to stop and kills it if it does not; no program outlives the tests' JVM.
 */
final class Program implements AutoCloseable {

    private static final Duration STOP = Duration.ofSeconds(15);
    private static final int SHOWN_LINES = 60;

    /** Of programs that were started already; what they print is added to their file. */
    private static final Set<String> NAMES = ConcurrentHashMap.newKeySet();

    private final String name;
    private final Process process;
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Thread reader;
    private final Thread atExit;

    private Program(String name, Process process) {
        this.name = name;
        this.process = process;
        this.reader = new Thread(this::read, "output of " + name);
        this.reader.setDaemon(true);
        this.reader.start();
        this.atExit = new Thread(process::destroyForcibly, "kill " + name);
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    static Launch java(String name, Jdk jdk) {
        return new Launch(name, jdk);
    }

    private void read() {
        Path file = Jars.logs().resolve(name + ".log");
        boolean first = NAMES.add(name);
        StandardOpenOption openMode = first ? StandardOpenOption.TRUNCATE_EXISTING : StandardOpenOption.APPEND;
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
                var copy =
                        Files.newBufferedWriter(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, openMode)) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                lines.add(line);
                copy.write(line);
                copy.newLine();
                copy.flush();
            }
        } catch (IOException e) {
            lines.add("(output ended: " + e + ")");
        }
    }

    /** What it printed so far, standard error included. */
    List<String> lines() {
        return List.copyOf(lines);
    }

    /** Waits for a line that contains a match, and answers the match. */
    Matcher awaitLine(Pattern pattern, Duration deadline) {
        await().alias(name + " prints a line with " + pattern)
                .atMost(deadline)
                .pollInterval(Duration.ofMillis(50))
                .failFast(this::requireAlive)
                .until(() -> find(pattern) != null);
        Matcher match = find(pattern);
        if (match == null) {
            throw new IllegalStateException("a printed line vanished");
        }
        return match;
    }

    private @Nullable Matcher find(Pattern pattern) {
        for (String line : lines) {
            Matcher matcher = pattern.matcher(line);
            if (matcher.find()) {
                return matcher;
            }
        }
        return null;
    }

    /** Fails with its last lines if it has ended. */
    void requireAlive() {
        if (!process.isAlive()) {
            throw new IllegalStateException(name + " has ended with " + process.exitValue() + ":\n" + tail());
        }
    }

    private String tail() {
        List<String> all = lines();
        return String.join("\n", all.subList(Math.max(0, all.size() - SHOWN_LINES), all.size()));
    }

    /** Kills it the hard way (SIGKILL) and waits until it is gone. */
    void kill() {
        process.destroyForcibly();
        awaitEnd(STOP);
    }

    @Override
    public void close() {
        process.destroy();
        if (!awaitEnd(STOP)) {
            kill();
        }
        Runtime.getRuntime().removeShutdownHook(atExit);
    }

    private boolean awaitEnd(Duration deadline) {
        try {
            boolean ended = process.waitFor(deadline.toMillis(), TimeUnit.MILLISECONDS);
            reader.join(ended ? STOP.toMillis() : 1);
            return ended;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
            return false;
        }
    }

    /** How a program is to be started. */
    static final class Launch {

        private final String name;
        private final Jdk jdk;
        private final List<String> jvmArguments = new ArrayList<>();
        private final Map<String, String> environment = new TreeMap<>();

        private Launch(String name, Jdk jdk) {
            this.name = name;
            this.jdk = jdk;
            jvmArguments.addAll(List.of("-Xmx384m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        }

        Launch jvm(String... arguments) {
            jvmArguments.addAll(List.of(arguments));
            return this;
        }

        Launch environment(String variable, String value) {
            environment.put(variable, value);
            return this;
        }

        Launch environment(Map<String, String> variables) {
            environment.putAll(variables);
            return this;
        }

        Program jar(Path jar, String... arguments) {
            return start(List.of("-jar", jar.toString()), List.of(arguments));
        }

        Program mainClass(String classPath, String mainClass, String... arguments) {
            return start(List.of("-cp", classPath, mainClass), List.of(arguments));
        }

        private Program start(List<String> what, List<String> arguments) {
            List<String> command = new ArrayList<>();
            command.add(jdk.java());
            command.addAll(jvmArguments);
            command.addAll(what);
            command.addAll(arguments);
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.environment().keySet().removeIf(Launch::steersOurPrograms);
            builder.environment().putAll(environment);
            try {
                builder.directory(Files.createDirectories(Jars.logs()).toFile());
                return new Program(name, builder.start());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** Variables of whoever runs the build that would reach into the programs. */
        private static boolean steersOurPrograms(String variable) {
            return variable.startsWith("OTEL_")
                    || variable.startsWith("JOBFLOW_")
                    || variable.equals("JAVA_TOOL_OPTIONS")
                    || variable.equals("JDK_JAVA_OPTIONS")
                    || variable.equals("PORT");
        }
    }
}
