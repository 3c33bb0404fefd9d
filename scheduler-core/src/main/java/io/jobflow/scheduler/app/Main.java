package io.jobflow.scheduler.app;

import io.jobflow.scheduler.cli.CronCommand;
import io.jobflow.scheduler.cli.DoctorCommand;
import io.jobflow.scheduler.cli.ExitCodes;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The standalone program; without a command it is the server. */
@Command(
        name = "jobflow-scheduler",
        description = "Runs jobs on time and shows what happened. Without a command it starts the server.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        subcommands = {ServerCommand.class, CronCommand.class, DoctorCommand.class})
public final class Main implements Callable<Integer> {

    @Mixin
    private ServerOptions options;

    /** Runs a command and ends the process with its exit code. */
    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Main()).setParameterExceptionHandler((e, args) -> {
            PrintWriter err = e.getCommandLine().getErr();
            err.println(e.getMessage());
            err.println("Try " + e.getCommandLine().getCommandSpec().qualifiedName() + " --help.");
            err.flush();
            return ExitCodes.BAD_INPUT;
        });
    }

    @Override
    public Integer call() {
        return ServerCommand.run(options);
    }
}
