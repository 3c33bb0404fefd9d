package io.jobflow.agent.harness;

import java.util.stream.Stream;

/**
 * What a suite runs with: by default the newest version of a library on the JDK of the tests and the oldest one on the
 * newest JDK; with {@code -Pmatrix} every version on every JDK of this machine that it runs on.
 */
public final class Matrix {

    private static final boolean WHOLE = Boolean.getBoolean("jobflow.matrix");

    private Matrix() {}

    /** The cases of a library of {@code src/test/fixtures/libraries.properties}. */
    public static Stream<MatrixCase> of(String library) {
        Library of = Library.named(library);
        return WHOLE ? whole(of) : quick(of);
    }

    private static Stream<MatrixCase> whole(Library library) {
        return library.versions().stream()
                .flatMap(
                        version -> Jdk.all().stream().filter(version::runsOn).map(jdk -> new MatrixCase(version, jdk)));
    }

    private static Stream<MatrixCase> quick(Library library) {
        LibraryVersion newest = library.newestVersion();
        LibraryVersion oldest = library.oldestVersion();
        Jdk own = newest.runsOn(Jdk.own()) ? Jdk.own() : Jdk.newestThatRuns(newest);
        return Stream.of(new MatrixCase(newest, own), new MatrixCase(oldest, Jdk.newestThatRuns(oldest)))
                .distinct();
    }

    /** Whether the build asks for every version on every JDK. */
    static boolean isWhole() {
        return WHOLE;
    }

    /** The JDKs for what needs no library but the JDK: always all of them. */
    public static Stream<Jdk> jdks() {
        return jdksFrom(0);
    }

    /** The same for what needs at least a certain release. */
    public static Stream<Jdk> jdksFrom(int release) {
        return Jdk.all().stream().filter(jdk -> jdk.release() >= release);
    }
}
