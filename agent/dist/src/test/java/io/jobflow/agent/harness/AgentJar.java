package io.jobflow.agent.harness;

import java.nio.file.Files;
import java.nio.file.Path;

/** The agent as it was packaged. */
public final class AgentJar {

    private AgentJar() {}

    public static Path path() {
        String named = System.getProperty("jobflow.agent.jar", "target/jobflow-agent.jar");
        Path jar = Path.of(named).toAbsolutePath();
        if (!Files.isRegularFile(jar)) {
            throw new IllegalStateException("no agent at " + jar + "; run mvn package first");
        }
        return jar;
    }
}
