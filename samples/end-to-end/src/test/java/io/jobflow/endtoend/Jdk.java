package io.jobflow.endtoend;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A JDK of this machine: its feature version and its home. */
record Jdk(int feature, Path home) {

    private static final int OLDEST = 17;

    /** The JDK that runs this test. */
    static Jdk current() {
        return new Jdk(Runtime.version().feature(), Path.of(System.getProperty("java.home")));
    }

    /**
     * One JDK of each feature version from 17 on: the one that runs this test, those that the build names ({@code
     * jobflow.jdks}) and those in the folder beside it.
     */
    static List<Jdk> all() {
        TreeMap<Integer, Jdk> found = new TreeMap<>();
        found.put(current().feature(), current());
        Stream.of(named(), beside(current().home()))
                .flatMap(List::stream)
                .flatMap(home -> at(home).stream())
                .filter(jdk -> jdk.feature() >= OLDEST)
                .forEach(jdk -> found.putIfAbsent(jdk.feature(), jdk));
        return List.copyOf(found.values());
    }

    private static List<Path> named() {
        return Stream.of(System.getProperty("jobflow.jdks", "").split(File.pathSeparator))
                .filter(home -> !home.isBlank())
                .map(Path::of)
                .toList();
    }

    private static List<Path> beside(Path home) {
        Path folder = home.toAbsolutePath().getParent();
        if (folder == null) {
            return List.of();
        }
        try (Stream<Path> homes = Files.list(folder)) {
            return homes.sorted(Comparator.naturalOrder()).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<Jdk> at(Path home) {
        Path release = home.resolve("release");
        if (!Files.isExecutable(home.resolve("bin/java")) || !Files.isRegularFile(release)) {
            return Optional.empty();
        }
        Properties properties = new Properties();
        try (var reader = Files.newBufferedReader(release)) {
            properties.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String version = properties.getProperty("JAVA_VERSION", "").replace("\"", "");
        return version.isEmpty()
                ? Optional.empty()
                : Optional.of(new Jdk(Runtime.Version.parse(version).feature(), home));
    }

    String java() {
        return home.resolve("bin/java").toString();
    }

    @Override
    public String toString() {
        return "JDK " + feature;
    }
}
