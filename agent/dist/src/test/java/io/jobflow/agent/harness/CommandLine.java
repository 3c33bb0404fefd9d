package io.jobflow.agent.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The agent's jar run as a program, to its end. Immutable. */
public record CommandLine(int exitCode, String out, String err) {

    public static CommandLine run(Jdk jdk, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                jdk.program("java").toString(),
                TemporaryFiles.jvmArgument(),
                "-XX:TieredStopAtLevel=1",
                "-jar",
                AgentJar.path().toString()));
        command.addAll(List.of(arguments));
        try {
            Process process = new ProcessBuilder(command).start();
            process.getOutputStream().close();
            String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
            return new CommandLine(process.waitFor(), out, err);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }
}
