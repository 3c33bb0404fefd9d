package io.jobflow.agent.harness;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.jboss.shrinkwrap.resolver.api.maven.ConfigurableMavenResolverSystem;
import org.jboss.shrinkwrap.resolver.api.maven.Maven;

/**
 * Jars from the build's own Maven repository. Which ones a library needs is worked out once and written down in
 * {@code target/fixtures}, because working it out takes seconds. Safe for use by any thread, and by several JVMs at once.
 */
final class FetchedJars {

    private static final Path NOTES = Path.of("target/fixtures").toAbsolutePath();

    /** What follows the coordinates of a jar that is fetched without what it depends on. */
    static final String LONE = "@jar";

    private FetchedJars() {}

    /** @param coordinates {@code group:artifact:version} each, with {@code @jar} behind it for nothing but that jar */
    static List<Path> of(List<String> coordinates) {
        Path note = NOTES.resolve(String.join("+", coordinates).replace(':', '_') + ".txt");
        return noted(note, () -> fetch(coordinates));
    }

    /**
     * What a POM of this build needs at run time.
     *
     * @param name of what is written down about it
     */
    static List<Path> neededBy(String name, Path pom) {
        Path note = NOTES.resolve(name + "-" + pom.toFile().lastModified() + ".txt");
        return noted(
                note,
                () -> paths(resolver()
                        .loadPomFromFile(pom.toFile())
                        .importCompileAndRuntimeDependencies()
                        .resolve()
                        .withTransitivity()
                        .asFile()));
    }

    private static synchronized List<Path> noted(Path note, Supplier<List<Path>> fetching) {
        try {
            if (Files.exists(note)) {
                List<Path> noted =
                        Files.readAllLines(note).stream().map(Path::of).toList();
                if (noted.stream().allMatch(Files::isRegularFile)) {
                    return noted;
                }
            }
            List<Path> fetched = fetching.get();
            Files.createDirectories(NOTES);
            Path unfinished = Files.createTempFile(NOTES, "unfinished", ".txt");
            Files.write(unfinished, fetched.stream().map(Path::toString).toList());
            Files.move(unfinished, note, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            return fetched;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static List<Path> fetch(List<String> coordinates) {
        List<Path> jars = new ArrayList<>();
        coordinates.stream()
                .filter(FetchedJars::isLone)
                .map(lone -> LoneJars.of(lone.substring(0, lone.length() - LONE.length())))
                .forEach(jars::add);
        List<String> others = coordinates.stream().filter(each -> !isLone(each)).toList();
        if (!others.isEmpty()) {
            jars.addAll(paths(resolver().resolve(others).withTransitivity().asFile()));
        }
        return jars;
    }

    private static boolean isLone(String coordinates) {
        return coordinates.endsWith(LONE);
    }

    /** The settings of the build reach the resolver as system properties, under the names that Maven gave them. */
    private static ConfigurableMavenResolverSystem resolver() {
        return Maven.configureResolver().workOffline(Boolean.getBoolean("org.apache.maven.offline"));
    }

    private static List<Path> paths(File[] jars) {
        return Arrays.stream(jars).map(jar -> jar.toPath().toAbsolutePath()).toList();
    }
}
