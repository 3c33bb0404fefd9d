package io.jobflow.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobflow.agent.coverage.Shows;
import io.jobflow.agent.harness.AgentJar;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;

/** What is in the packaged jar, and what is not. */
@Shows(area = "Safety and cost", row = "The packaged jar")
class PackagedJarIT {

    private static final long MOST_BYTES = 8_000_000;
    /** As a whole constant with its length before it: Kotlin's metadata mentions the name too, which calls nothing. */
    private static final String LOGGER_CONSTANT = "\u0000\u0018java/util/logging/Logger";

    @Test
    void showsTheApplicationOneClassOnly() throws IOException {
        assertThat(entries())
                .filteredOn(name -> name.endsWith(".class"))
                .containsExactly("io/jobflow/agent/Premain.class");
    }

    @Test
    void hasNoLibraryUnderItsOwnName() throws IOException {
        assertThat(entries())
                .filteredOn(name -> name.endsWith(".classdata"))
                .allMatch(name -> name.startsWith("inst/io/jobflow/") || name.startsWith("inst/org/jetbrains/"));
    }

    @Test
    void isSmall() throws IOException {
        assertThat(Files.size(AgentJar.path())).isLessThan(MOST_BYTES);
    }

    @Test
    void neverCallsTheApplicationsLogging() throws IOException {
        Set<String> callers = new TreeSet<>();
        try (JarFile jar = new JarFile(AgentJar.path().toFile())) {
            for (String name : entries()) {
                if (name.endsWith(".classdata") && text(jar, jar.getEntry(name)).contains(LOGGER_CONSTANT)) {
                    callers.add(name);
                }
            }
        }

        assertThat(callers).isEmpty();
    }

    private static String text(JarFile jar, ZipEntry entry) throws IOException {
        try (InputStream in = jar.getInputStream(entry)) {
            return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    private static List<String> entries() throws IOException {
        try (JarFile jar = new JarFile(AgentJar.path().toFile())) {
            return jar.stream().map(ZipEntry::getName).toList();
        }
    }
}
