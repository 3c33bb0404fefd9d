package io.jobflow.agent.harness;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.TreeSet;

/** A library of {@code src/test/fixtures/libraries.properties}, with the versions of it that the agent is shown with. */
public record Library(String name) {

    private static final Path LIST = Path.of("src/test/fixtures/libraries.properties");
    private static final String NEWEST = "newest";
    private static final String OLDEST = "oldest";
    private static final Properties LISTED = read();

    public static Library named(String name) {
        return new Library(name);
    }

    private static Properties read() {
        Properties listed = new Properties();
        try (Reader reader = Files.newBufferedReader(LIST)) {
            listed.load(reader);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return listed;
    }

    /** The jars of the newest version, with all it depends on. */
    public List<Path> newest() {
        return version(NEWEST).jars();
    }

    /** The jars of the oldest version, with all it depends on. */
    public List<Path> oldest() {
        return version(OLDEST).jars();
    }

    /** @param label what follows the library's name in the list, such as {@code newest} */
    public LibraryVersion version(String label) {
        String key = name + "." + label;
        String coordinates = LISTED.getProperty(key);
        if (coordinates == null) {
            throw new IllegalArgumentException("no " + key + " in " + LIST);
        }
        List<String> split = List.of(coordinates.split("\\s*,\\s*"));
        String first = split.get(0).replace(FetchedJars.LONE, "");
        return new LibraryVersion(
                name,
                label,
                LISTED.getProperty(key + ".shown", first.substring(first.lastIndexOf(':') + 1)),
                split,
                bound(key + ".from", 0),
                bound(key + ".until", 999));
    }

    private static int bound(String key, int otherwise) {
        return Integer.parseInt(LISTED.getProperty(key, Integer.toString(otherwise)));
    }

    /** All listed versions: the newest, the oldest, and what lies between. */
    public List<LibraryVersion> versions() {
        TreeSet<String> labels = new TreeSet<>();
        for (String key : LISTED.stringPropertyNames()) {
            if (key.startsWith(name + ".") && !key.matches(".*[.](from|until|shown)")) {
                labels.add(key.substring(name.length() + 1));
            }
        }
        return labels.stream().map(this::version).toList();
    }

    /** The newest version. */
    LibraryVersion newestVersion() {
        return version(NEWEST);
    }

    /** The oldest version, which is the newest where no other is listed. */
    LibraryVersion oldestVersion() {
        return version(LISTED.containsKey(name + "." + OLDEST) ? OLDEST : NEWEST);
    }
}
