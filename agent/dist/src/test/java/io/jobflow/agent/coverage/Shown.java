package io.jobflow.agent.coverage;

import java.util.Comparator;

/**
 * One test with one row, as it went.
 *
 * @param version the library and its version, such as {@code okhttp 5.5.1}; empty where there is none but the JDK
 * @param jdk the release of the JDK
 */
record Shown(String area, String row, String version, int jdk, String test, boolean passed)
        implements Comparable<Shown> {

    private static final Comparator<Shown> ORDER = Comparator.comparing(Shown::area)
            .thenComparing(Shown::row)
            .thenComparing(Shown::version)
            .thenComparing(Shown::jdk)
            .thenComparing(Shown::test)
            .thenComparing(Shown::passed);
    private static final String PASSED = "passed";

    static Shown fromLine(String line) {
        String[] parts = line.split("\t", -1);
        return new Shown(parts[0], parts[1], parts[2], Integer.parseInt(parts[3]), parts[4], PASSED.equals(parts[5]));
    }

    String toLine() {
        return String.join("\t", area, row, version, Integer.toString(jdk), test, passed ? PASSED : "failed");
    }

    /** The simple name of the test's class. */
    String suite() {
        return test.split("\\.")[0];
    }

    @Override
    public int compareTo(Shown other) {
        return ORDER.compare(this, other);
    }
}
