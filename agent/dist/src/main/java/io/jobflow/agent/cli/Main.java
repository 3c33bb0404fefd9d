package io.jobflow.agent.cli;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Reads the command line and answers its exit code: 0 done, 1 not done, 2 wrongly asked. */
public final class Main {

    static final int DONE = 0;
    static final int NOT_DONE = 1;
    static final int WRONG_USAGE = 2;

    private static final String HELP = "JobFlow agent "
            + AgentFile.version() + "\n"
            + "\n"
            + "With an application:  java -javaagent:jobflow-agent.jar[=key=value,...] -jar application.jar\n"
            + "\n"
            + "Commands:  java -jar jobflow-agent.jar COMMAND\n"
            + "  list                                the Java processes of this user, and which run the agent\n"
            + "  attach PID [key=value,...]          puts the agent into a running process\n"
            + "  doctor PID [--handler HANDLER]      what is woven, who records, what failed; with a path,\n"
            + "                                      a class or Class.method: why it is traced or not\n"
            + "  switch PID off|on                   gives the classes their own code back; weaves them again\n"
            + "  weave IN.jar OUT.jar [--class-path A.jar:B.jar]\n"
            + "                                      weaves at build time what the jar has of the known libraries\n"
            + "  --help, --version\n"
            + "\n"
            + "PID is a process of the same user. From JDK 21 on it prints a warning when something is attached, unless\n"
            + "it was started with -XX:+EnableDynamicAgentLoading or with the agent.\n"
            + "Exit code: 0 done, 1 not done, 2 wrongly asked.\n";

    private final PrintStream out;
    private final PrintStream err;

    Main(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    /** The entry from outside of the agent's loader. */
    public static int run(String[] arguments) {
        return new Main(System.out, System.err).perform(new ArrayList<>(Arrays.asList(arguments)));
    }

    int perform(List<String> arguments) {
        try {
            String command = arguments.isEmpty() ? "" : arguments.remove(0);
            return perform(command, arguments);
        } catch (UsageException wrong) {
            err.println(wrong.getMessage() + "; see --help");
            return WRONG_USAGE;
        } catch (Exception failed) {
            err.println(failed.getMessage() == null ? failed.toString() : failed.getMessage());
            return NOT_DONE;
        }
    }

    private int perform(String command, List<String> arguments) throws Exception {
        switch (command) {
            case "list":
                return new ListCommand(out).run(arguments);
            case "attach":
                return new AttachCommand(out, err).run(arguments);
            case "doctor":
                return new DoctorCommand(out, err).run(arguments);
            case "switch":
                return new SwitchCommand(out, err).run(arguments);
            case "weave":
                return new WeaveCommand(out, err).run(arguments);
            case "--version":
            case "-V":
                out.println("JobFlow agent " + AgentFile.version());
                return DONE;
            case "--help":
            case "-h":
            case "help":
                out.print(HELP);
                return DONE;
            case "":
                err.print(HELP);
                return WRONG_USAGE;
            default:
                throw new UsageException(
                        "Command \"" + command + "\" is unknown (expected list, attach, doctor, switch or weave)");
        }
    }
}
