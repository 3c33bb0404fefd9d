package io.jobflow.agent.cli;

import java.io.PrintStream;
import java.util.List;

/** What the agent in a process says of itself, or of one handler. */
final class DoctorCommand {

    private final PrintStream out;
    private final PrintStream err;

    DoctorCommand(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    int run(List<String> arguments) throws Exception {
        String pid = Question.pid(arguments, "doctor");
        String answer = Question.ask(pid, arguments.isEmpty() ? "doctor" : "doctor " + handler(arguments));
        if (answer.startsWith("no JobFlow agent")) {
            err.print("Process " + pid + ": " + answer);
            return Main.NOT_DONE;
        }
        out.print(answer);
        return Main.DONE;
    }

    private static String handler(List<String> arguments) {
        if (arguments.size() != 2 || !arguments.get(0).equals("--handler")) {
            throw new UsageException("doctor takes --handler HANDLER, not \"" + arguments.get(0) + "\"");
        }
        return arguments.get(1);
    }
}
