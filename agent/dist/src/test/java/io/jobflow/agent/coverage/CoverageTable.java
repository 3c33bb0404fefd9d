package io.jobflow.agent.coverage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The text of {@code docs/agent-coverage.md}: the same results always give the same text. */
final class CoverageTable {

    private static final String HEADING = """
            # What the agent is shown to work with

            Made by `mvn -pl agent/dist -am verify -Pmatrix` from the tests of the packaged agent that passed \
            ([contributing.md](contributing.md)); edit nothing here. Each row was shown by the suite that it names, in \
            `agent/dist/src/test/java/io/jobflow/agent`, with every program in a JVM of its own. A cell says how many \
            test methods passed with that version on that JDK. A dash means that nothing was run there, because the \
            version is not made for that JDK or the row is about another one.
            """;

    private static final Pattern NUMBER = Pattern.compile("\\d+");
    /** So that 4.1.60 stands before 4.1.140. */
    private static final Comparator<String> BY_NUMBERS = Comparator.comparing((String text) -> NUMBER.matcher(text)
                    .replaceAll(number ->
                            "0".repeat(Math.max(0, 9 - number.group().length())) + number.group()))
            .thenComparing(Comparator.naturalOrder());

    private final TreeSet<Shown> all;
    private final TreeSet<Integer> jdks;
    private final List<String> missing;

    private CoverageTable(TreeSet<Shown> all, List<String> missing) {
        this.all = all;
        this.jdks = all.stream().map(Shown::jdk).collect(Collectors.toCollection(TreeSet::new));
        this.missing = missing;
    }

    /** Arguments: the folder with the files of {@link ShownRecorder}, the one with the suites' classes, and the page. */
    public static void main(String[] arguments) throws IOException {
        Path results = Path.of(arguments[0]);
        if (Files.isDirectory(results)) {
            Files.writeString(Path.of(arguments[2]), of(results, Suites.in(Path.of(arguments[1]))));
        }
    }

    private static String of(Path results, List<Class<?>> suites) throws IOException {
        TreeSet<Shown> all = new TreeSet<>();
        try (Stream<Path> files = Files.list(results)) {
            for (Path file : files.toList()) {
                Files.readAllLines(file).forEach(line -> all.add(Shown.fromLine(line)));
            }
        }
        List<String> missing = suites.stream()
                .filter(suite -> !Files.exists(results.resolve(suite.getName() + ".tsv")))
                .map(Class::getSimpleName)
                .toList();
        return of(all, missing);
    }

    /** @param missing the suites that took no part */
    static String of(TreeSet<Shown> all, List<String> missing) {
        return new CoverageTable(all, missing).text();
    }

    private String text() {
        StringBuilder text = new StringBuilder(HEADING);
        by(all, Shown::area, Comparator.naturalOrder())
                .forEach((area, ofArea) -> text.append("\n## ")
                        .append(area)
                        .append("\n\n")
                        .append(head())
                        .append(rows(ofArea)));
        if (!missing.isEmpty()) {
            text.append("\n## Not run\n\n")
                    .append(missing.stream()
                            .sorted()
                            .map(suite -> "`" + suite + "`")
                            .collect(Collectors.joining(", ")))
                    .append("\n");
        }
        return text.toString();
    }

    private String head() {
        return jdks.stream()
                        .map(jdk -> " JDK " + jdk + " |")
                        .collect(Collectors.joining("", "| what | version | shown by |", "\n"))
                + "|---|---|---|" + "---|".repeat(jdks.size()) + "\n";
    }

    private String rows(List<Shown> ofArea) {
        StringBuilder rows = new StringBuilder();
        by(ofArea, Shown::row, Comparator.naturalOrder())
                .forEach((row, ofRow) -> by(ofRow, Shown::version, BY_NUMBERS)
                        .forEach((version, cases) -> rows.append("| ")
                                .append(row)
                                .append(" | ")
                                .append(version.isEmpty() ? "the JDK's" : version)
                                .append(" | ")
                                .append(suites(cases))
                                .append(" |")
                                .append(cells(cases))
                                .append("\n")));
        return rows.toString();
    }

    private static String suites(List<Shown> cases) {
        return cases.stream()
                .map(Shown::suite)
                .distinct()
                .map(suite -> "`" + suite + "`")
                .collect(Collectors.joining(", "));
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
            Iterable<Shown> some, Function<Shown, String> part, Comparator<String> order) {
        TreeMap<String, List<Shown>> parts = new TreeMap<>(order);
        some.forEach(shown -> parts.computeIfAbsent(part.apply(shown), missing -> new ArrayList<>())
                .add(shown));
        return parts;
    }
}
