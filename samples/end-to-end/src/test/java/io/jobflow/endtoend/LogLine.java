package io.jobflow.endtoend;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A line of a sample's log; {@code trace}, {@code job} and {@code attempt} are empty where the line names none. */
record LogLine(String logger, String trace, String job, String attempt, String message) {

    private static final Pattern PATTERN =
            Pattern.compile("^\\S+ [A-Z]+ +\\[.*?] (\\S+) trace=(\\S*) span=\\S* job=(\\S*) attempt=(\\S*) - (.*)$");

    /** The lines that have the form; stack traces and what the JVM prints are left out. */
    static List<LogLine> parse(List<String> lines) {
        return lines.stream().flatMap(LogLine::parse).toList();
    }

    private static Stream<LogLine> parse(String line) {
        Matcher matcher = PATTERN.matcher(line);
        return matcher.matches()
                ? Stream.of(new LogLine(
                        matcher.group(1), matcher.group(2), matcher.group(3), matcher.group(4), matcher.group(5)))
                : Stream.empty();
    }
}
