package io.jobflow.agent.cli;

import java.io.PrintStream;
import java.util.List;

/** Puts the agent into a running process. */
final class AttachCommand {

    private final PrintStream out;
    private final PrintStream err;

    AttachCommand(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    int run(List<String> arguments) throws Exception {
        String pid = Question.pid(arguments, "attach");
        String settings = arguments.isEmpty() ? "" : arguments.remove(0);
        if (!arguments.isEmpty()) {
            throw new UsageException(
                    "attach takes settings as one argument, key=value,…, not also \"" + arguments.get(0) + "\"");
        }
        String answer = Question.ask(pid, "attach " + settings).trim();
        if (answer.equals("attached")) {
            out.println("The agent is in process " + pid + " now; doctor " + pid + " says what is woven");
            return Main.DONE;
        }
        err.println("Process " + pid + ": " + answer);
        return Main.NOT_DONE;
    }
}
