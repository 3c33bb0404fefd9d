package io.jobflow.agent.harness;

import java.nio.file.Path;
import java.util.List;

/**
 * One version of a library.
 *
 * @param label what the list calls it, such as {@code newest}
 * @param shown the version, and more if that alone says too little
 * @param coordinates {@code group:artifact:version} each; the first is the library itself
 * @param from the first release of the JDK that it runs on
 * @param until the last one
 */
public record LibraryVersion(
        String library, String label, String shown, List<String> coordinates, int from, int until) {

    /** Its jars and those of all it depends on, fetched if need be. */
    public List<Path> jars() {
        return FetchedJars.of(coordinates);
    }

    boolean runsOn(Jdk jdk) {
        return jdk.release() >= from && jdk.release() <= until;
    }

    /** The library's name and version, such as {@code okhttp 5.5.1}. */
    @Override
    public String toString() {
        return library + " " + shown;
    }
}
