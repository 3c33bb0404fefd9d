package io.jobflow.agent.harness;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Another agent beside ours, and which of the two comes first on the command line.
 *
 * @param other the agent, whose first jar it is, and the JDK
 */
public record AgentOrder(MatrixCase other, boolean oursFirst) {

    /** By default ours last on the JDK of the build and first on the newest one, else both on each. */
    public static Stream<AgentOrder> of(String agent) {
        if (Matrix.isWhole()) {
            return Matrix.of(agent).flatMap(with -> Stream.of(new AgentOrder(with, false), new AgentOrder(with, true)));
        }
        LibraryVersion newest = Library.named(agent).newestVersion();
        return Stream.of(
                new AgentOrder(new MatrixCase(newest, Jdk.own()), false),
                new AgentOrder(new MatrixCase(newest, Jdk.newestThatRuns(newest)), true));
    }

    /** The program under both agents. */
    public ProgramBuilder underBoth(ProgramBuilder program, String... othersSettings) {
        return underBoth(program, other.jars().get(0), othersSettings);
    }

    /** The same, with the other agent's jar in a place of its own. */
    public ProgramBuilder underBoth(ProgramBuilder program, Path othersJar, String... othersSettings) {
        return oursFirst
                ? underTheOther(program.agent(""), othersJar, othersSettings)
                : underTheOther(program, othersJar, othersSettings).agent("");
    }

    /** The program under the other agent, told by system properties what it is to do. */
    public ProgramBuilder underTheOther(ProgramBuilder program, String... othersSettings) {
        return underTheOther(program, other.jars().get(0), othersSettings);
    }

    /** The same, with the other agent's jar in a place of its own. */
    public ProgramBuilder underTheOther(ProgramBuilder program, Path othersJar, String... othersSettings) {
        List<String> arguments = new ArrayList<>(List.of("-javaagent:" + othersJar));
        arguments.addAll(Arrays.asList(othersSettings));
        return program.on(other.jdk()).jvm(arguments.toArray(String[]::new));
    }

    @Override
    public String toString() {
        return other + (oursFirst ? ", ours first" : ", ours last");
    }
}
