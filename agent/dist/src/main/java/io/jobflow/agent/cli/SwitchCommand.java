package io.jobflow.agent.cli;

import java.io.PrintStream;
import java.util.List;

/** Switches the agent in a process off, so that its classes have their own code again, or on. */
final class SwitchCommand {

    private final PrintStream out;
    private final PrintStream err;

    SwitchCommand(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    int run(List<String> arguments) throws Exception {
        String pid = Question.pid(arguments, "switch");
        String way = arguments.size() == 1 ? arguments.get(0) : "";
        if (!way.equals("off") && !way.equals("on")) {
            throw new UsageException("switch needs off or on, not \"" + way + "\"");
        }
        String answer = Question.ask(pid, way);
        boolean done = answer.startsWith(way + ": ");
        (done ? out : err).print("Process " + pid + ": " + answer);
        return done ? Main.DONE : Main.NOT_DONE;
    }
}
