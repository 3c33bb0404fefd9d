package io.jobflow.agent.harness;

import java.io.File;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A JDK of this machine.
 *
 * @param release its feature release, such as 17
 */
public record Jdk(Path home, int release) {

    private static final int FIRST = 17;
    private static final Collection<Jdk> ALL = find();

    /**
     * The JDK that runs the tests, those beside it, and those that the build names ({@code jobflow.jdks}); one for each
     * release that tests run on, ascending.
     */
    public static Collection<Jdk> all() {
        return ALL;
    }

    private static Collection<Jdk> find() {
        Map<Integer, Jdk> byRelease = new TreeMap<>();
        Path own = Path.of(System.getProperty("java.home"));
        add(byRelease, own);
        for (String named : System.getProperty("jobflow.jdks", "").split(File.pathSeparator)) {
            if (!named.isBlank()) {
                add(byRelease, Path.of(named));
            }
        }
        childrenOf(own.resolveSibling(".")).forEach(candidate -> add(byRelease, candidate));
        return List.copyOf(byRelease.values());
    }

    /** The newest of {@link #all}. */
    public static Jdk newest() {
        return List.copyOf(all()).get(all().size() - 1);
    }

    /** The JDK that runs the tests. */
    public static Jdk own() {
        int release = Runtime.version().feature();
        return all().stream()
                .filter(jdk -> jdk.release() == release)
                .findFirst()
                .orElseThrow();
    }

    /** The newest of {@link #all} that a version of a library runs on. */
    static Jdk newestThatRuns(LibraryVersion version) {
        return all().stream()
                .filter(version::runsOn)
                .reduce((older, newer) -> newer)
                .orElseThrow();
    }

    private static List<Path> childrenOf(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> children = Files.list(folder)) {
            return new ArrayList<>(children.sorted().toList());
        } catch (IOException unreadable) {
            return List.of();
        }
    }

    private static void add(Map<Integer, Jdk> byRelease, Path home) {
        Path release = home.resolve("release");
        if (Files.isRegularFile(release) && Files.isExecutable(home.resolve("bin/java"))) {
            Jdk jdk = new Jdk(home, releaseIn(release));
            if (jdk.release() >= FIRST) {
                byRelease.putIfAbsent(jdk.release(), jdk);
            }
        }
    }

    private static int releaseIn(Path file) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        String version = properties.getProperty("JAVA_VERSION").replace("\"", "");
        String feature = version.startsWith("1.") ? version.substring(2) : version;
        return Integer.parseInt(feature.split("[.\\-+]")[0]);
    }

    public Path program(String name) {
        return home.resolve("bin").resolve(name);
    }

    @Override
    public String toString() {
        return "JDK " + release;
    }
}
