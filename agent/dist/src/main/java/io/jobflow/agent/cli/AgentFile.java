package io.jobflow.agent.cli;

import java.io.File;
import java.io.IOException;
import java.util.jar.JarFile;

/** The jar that this program runs from. */
final class AgentFile {

    private AgentFile() {}

    /** @throws IllegalStateException if the program was not started with {@code -jar} */
    static File jar() {
        File jar = new File(System.getProperty("java.class.path", ""));
        if (!jar.isFile()) {
            throw new IllegalStateException(
                    "Started from \"" + jar + "\", which is no jar (expected java -jar" + " jobflow-agent.jar)");
        }
        return jar.getAbsoluteFile();
    }

    /** {@code unknown} if the jar does not say. */
    static String version() {
        try (JarFile jar = new JarFile(jar())) {
            String version = jar.getManifest().getMainAttributes().getValue("Implementation-Version");
            return version == null ? "unknown" : version;
        } catch (IOException | IllegalStateException unreadable) {
            return "unknown";
        }
    }
}
