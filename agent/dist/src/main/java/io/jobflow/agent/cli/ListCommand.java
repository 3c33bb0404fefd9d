package io.jobflow.agent.cli;

import java.io.PrintStream;
import java.util.List;

/** The Java processes of this user, and which of them were started with the agent. */
final class ListCommand {

    private final PrintStream out;

    ListCommand(PrintStream out) {
        this.out = out;
    }

    int run(List<String> arguments) throws Exception {
        if (!arguments.isEmpty()) {
            throw new UsageException("list takes no arguments, not \"" + arguments.get(0) + "\"");
        }
        for (String[] process : OtherJvm.all()) {
            boolean agent =
                    OtherJvm.jvmArguments(process[0]).contains(AgentFile.jar().getName());
            out.println(process[0] + " " + (agent ? "with the agent    " : "without the agent ") + process[1]);
        }
        return Main.DONE;
    }
}
