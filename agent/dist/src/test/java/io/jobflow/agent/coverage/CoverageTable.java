package io.jobflow.agent.coverage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The text of {@code docs/agent-coverage.md}: the same results always give the same text. */
final class CoverageTable {

    private static final String HEADING = """
            # What the agent is shown to work with

            Made by `mvn verify -Pmatrix` from the tests of the packaged agent that passed; edit nothing here. Each cell
            says how many tests passed with that version on that JDK; a dash means that it was not shown there.
            """;

    private final TreeSet<Shown> all;
    private final TreeSet<Integer> jdks;

    private CoverageTable(TreeSet<Shown> all) {
        this.all = all;
        this.jdks = all.stream().map(Shown::jdk).collect(Collectors.toCollection(TreeSet::new));
    }

    /** @param folder with the files of {@link ShownRecorder} */
    static String of(Path folder) throws IOException {
        TreeSet<Shown> all = new TreeSet<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.sorted().toList()) {
                Files.readAllLines(file).forEach(line -> all.add(Shown.fromLine(line)));
            }
        }
        return of(all);
    }

    static String of(TreeSet<Shown> all) {
        return new CoverageTable(all).text();
    }

    private String text() {
        StringBuilder text = new StringBuilder(HEADING);
        by(all.stream(), Shown::area)
                .forEach((area, ofArea) -> text.append("\n## ")
                        .append(area)
                        .append("\n\n")
                        .append(head())
                        .append(rows(ofArea)));
        return text.toString();
    }

    private String head() {
        return jdks.stream().map(jdk -> " JDK " + jdk + " |").collect(Collectors.joining("", "| | Version |", "\n"))
                + "|---|---|" + "---|".repeat(jdks.size()) + "\n";
    }

    private String rows(List<Shown> ofArea) {
        StringBuilder rows = new StringBuilder();
        by(ofArea.stream(), Shown::row)
                .forEach((row, ofRow) -> by(ofRow.stream(), Shown::version)
                        .forEach((version, cases) -> rows.append("| ")
                                .append(row)
                                .append(" | ")
                                .append(version)
                                .append(" |")
                                .append(cells(cases))
                                .append("\n")));
        return rows.toString();
    }

    private String cells(List<Shown> cases) {
        return jdks.stream()
                .map(jdk ->
                        cell(cases.stream().filter(shown -> shown.jdk() == jdk).toList()))
                .map(cell -> " " + cell + " |")
                .collect(Collectors.joining());
    }

    private static String cell(List<Shown> cases) {
        String failed = cases.stream()
                .filter(shown -> !shown.passed())
                .map(Shown::test)
                .distinct()
                .collect(Collectors.joining(", "));
        if (!failed.isEmpty()) {
            return "**failed**: " + failed;
        }
        return cases.isEmpty()
                ? "—"
                : Long.toString(cases.stream().map(Shown::test).distinct().count());
    }

    private static TreeMap<String, List<Shown>> by(
            Stream<Shown> some, java.util.function.Function<Shown, String> part) {
        return some.collect(Collectors.groupingBy(part, TreeMap::new, Collectors.toList()));
    }
}
