package io.jobflow.agent.harness;

import java.nio.file.Path;
import java.util.List;

/** A version of a library on a JDK. Its text is what the coverage table is made from. */
public record MatrixCase(LibraryVersion version, Jdk jdk) {

    /** The jars of the version, with all it depends on. */
    public List<Path> jars() {
        return version.jars();
    }

    @Override
    public String toString() {
        return version + " on " + jdk;
    }
}
