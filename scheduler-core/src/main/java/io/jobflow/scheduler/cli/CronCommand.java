package io.jobflow.scheduler.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Groups the commands about cron expressions. */
@Command(
        name = "cron",
        description = "Explains cron expressions; needs no server.",
        mixinStandardHelpOptions = true,
        subcommands = {CronNextCommand.class, CronDescribeCommand.class})
public final class CronCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "Say which: cron next or cron describe.");
    }
}
