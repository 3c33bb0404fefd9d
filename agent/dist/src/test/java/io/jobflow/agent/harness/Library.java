package io.jobflow.agent.harness;

import java.io.File;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Stream;
import org.jboss.shrinkwrap.resolver.api.maven.Maven;

/** A library that tests run the agent with, in the versions that {@code libraries.properties} names. Immutable. */
public final class Library {

    private static final Path LIST = Path.of("src/test/fixtures/libraries.properties");
    private static final ConcurrentMap<String, List<Path>> RESOLVED = new ConcurrentHashMap<>();

    private final String name;

    private Library(String name) {
        this.name = name;
    }

    public static Library named(String name) {
        return new Library(name);
    }

    /** The newest version's jars, with those it depends on. */
    public List<Path> newest() {
        return jars(name + ".newest");
    }

    /** The oldest version's jars, with those it depends on. */
    public List<Path> oldest() {
        return jars(name + ".oldest");
    }

    private static List<Path> jars(String key) {
        return RESOLVED.computeIfAbsent(key, missing -> resolve(coordinates(key)));
    }

    private static String[] coordinates(String key) {
        Properties list = new Properties();
        try (Reader reader = Files.newBufferedReader(LIST)) {
            list.load(reader);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        String coordinates = list.getProperty(key);
        if (coordinates == null) {
            throw new IllegalArgumentException("no \"" + key + "\" in " + LIST.toAbsolutePath());
        }
        return coordinates.split(",");
    }

    private static List<Path> resolve(String[] coordinates) {
        File[] jars = Maven.configureResolver()
                .resolve(coordinates)
                .withTransitivity()
                .asFile();
        return Stream.of(jars).map(File::toPath).toList();
    }
}
