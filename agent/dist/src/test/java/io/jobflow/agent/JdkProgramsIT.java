package io.jobflow.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobflow.agent.coverage.Shows;
import io.jobflow.agent.harness.AgentJar;
import io.jobflow.agent.harness.Jdk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code JAVA_TOOL_OPTIONS} reaches every JVM of a user, the JDK's own programs too; they do as they always do. */
@Shows(area = "Coexistence", row = "JAVA_TOOL_OPTIONS and the JDK's programs")
class JdkProgramsIT {

    @TempDir
    Path folder;

    @ParameterizedTest
    @MethodSource("io.jobflow.agent.harness.Jdk#all")
    void leavesTheJdksProgramsAlone(Jdk jdk) throws Exception {
        Path source = folder.resolve("Hello.java");
        java.nio.file.Files.writeString(source, "class Hello {}");
        Path keys = folder.resolve("keys");

        same(jdk, "javac", "-d", folder.toString(), source.toString());
        same(jdk, "javap", "-cp", folder.toString(), "Hello");
        same(jdk, "jcmd", "-h");
        same(jdk, "keytool", "-list", "-keystore", keys.toString(), "-storepass", "secret");
        same(jdk, "jar", "--version");
    }

    /** Says the same as without the agent, but for the line in which the JVM says that it took the variable. */
    private static void same(Jdk jdk, String program, String... arguments) throws Exception {
        List<String> with = output(jdk, program, true, arguments);
        List<String> without = output(jdk, program, false, arguments);

        assertThat(with).as(program).anyMatch(line -> line.startsWith("Picked up JAVA_TOOL_OPTIONS"));
        assertThat(with)
                .as(program)
                .filteredOn(line -> !line.startsWith("Picked up JAVA_TOOL_OPTIONS"))
                .isEqualTo(without);
    }

    private static List<String> output(Jdk jdk, String program, boolean underTheAgent, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(jdk.program(program).toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().remove("JDK_JAVA_OPTIONS");
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        if (underTheAgent) {
            builder.environment().put("JAVA_TOOL_OPTIONS", "-javaagent:" + AgentJar.path());
        }
        Process process = builder.start();
        process.getOutputStream().close();
        List<String> lines = new ArrayList<>(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList());
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        lines.add("exit code " + process.exitValue());
        return lines;
    }
}
