package io.jobflow.agent.harness;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import org.jboss.shrinkwrap.resolver.api.maven.Maven;

/**
 * Jars from the build's own Maven repository. Which ones a library needs is worked out once and written down in
 * {@code target/fixtures}, because working it out takes seconds. Safe for use by any thread, and by several JVMs at once.
 */
final class FetchedJars {

    private static final Path NOTES = Path.of("target/fixtures").toAbsolutePath();

    private FetchedJars() {}

    static synchronized List<Path> of(List<String> coordinates) {
        Path note = NOTES.resolve(String.join("+", coordinates).replace(':', '_') + ".txt");
        try {
            if (Files.exists(note)) {
                List<Path> noted =
                        Files.readAllLines(note).stream().map(Path::of).toList();
                if (noted.stream().allMatch(Files::isRegularFile)) {
                    return noted;
                }
            }
            List<Path> fetched = fetch(coordinates);
            Files.createDirectories(NOTES);
            Path unfinished = Files.createTempFile(NOTES, "unfinished", ".txt");
            Files.write(unfinished, fetched.stream().map(Path::toString).toList());
            Files.move(unfinished, note, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            return fetched;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** The settings of the build reach the resolver as system properties, under the names that Maven gave them. */
    private static List<Path> fetch(List<String> coordinates) {
        File[] jars = Maven.configureResolver()
                .workOffline(Boolean.getBoolean("org.apache.maven.offline"))
                .resolve(coordinates.toArray(String[]::new))
                .withTransitivity()
                .asFile();
        return Arrays.stream(jars).map(jar -> jar.toPath().toAbsolutePath()).toList();
    }
}
