package io.jobflow.benchmarks.compare;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A JVM of the harness, asked over its standard input. Closing it closes that input and, if need be, kills it. */
final class ChildProcess implements AutoCloseable {

    private static final Duration CLOSE_WAIT = Duration.ofSeconds(20);
    private static final String END = "";

    private final String name;
    private final Process process;
    private final Writer commands;
    private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
    private final Answer greeting;

    private ChildProcess(String name, Process process, Path log) throws IOException {
        this.name = name;
        this.process = process;
        this.commands = process.outputWriter(StandardCharsets.UTF_8);
        Thread reader = new Thread(() -> read(log), "output of " + name);
        reader.setDaemon(true);
        reader.start();
        try {
            greeting = await(Duration.ofSeconds(60));
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /** Starts a main class with this JVM's class path and waits until it has said that it is ready. */
    static ChildProcess start(String name, Path work, Class<?> main, List<String> options, List<String> arguments)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.add("-Dlogback.configurationFile=io/jobflow/benchmarks/compare/logback.xml");
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(arguments);
        Process process = new ProcessBuilder(command)
                .directory(work.toFile())
                .redirectErrorStream(true)
                .start();
        return new ChildProcess(name, process, work.resolve(name + ".log"));
    }

    Answer greeting() {
        return greeting;
    }

    long pid() {
        return process.pid();
    }

    Duration cpu() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** Has a command carried out. */
    Answer ask(Duration limit, Object... words) throws IOException {
        StringBuilder line = new StringBuilder();
        for (Object word : words) {
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        commands.write(line.append('\n').toString());
        commands.flush();
        return await(limit);
    }

    private Answer await(Duration limit) {
        try {
            String line = answers.poll(limit.toMillis(), TimeUnit.MILLISECONDS);
            if (line == null) {
                throw new IllegalStateException(name + " did not answer within " + limit.toSeconds() + " s");
            }
            if (line.equals(END) || line.startsWith(Answer.MARK + Answer.FAILED)) {
                throw new IllegalStateException(name + (line.equals(END) ? " ended" : ": " + line) + "; see its log");
            }
            return Answer.parse(line);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while " + name + " was asked", e);
        }
    }

    private void read(Path log) {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
                Writer copy = Files.newBufferedWriter(log)) {
            String line;
            while ((line = lines.readLine()) != null) {
                if (line.startsWith(Answer.MARK)) {
                    answers.add(line);
                } else {
                    copy.append(line).append('\n').flush();
                }
            }
        } catch (IOException e) {
            System.err.println("output of " + name + " broke off: " + e);
        } finally {
            answers.add(END);
        }
    }

    @Override
    public void close() {
        try {
            commands.close();
        } catch (IOException e) {
            // It has ended by itself; its log says why.
        }
        try {
            if (!process.waitFor(CLOSE_WAIT.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
