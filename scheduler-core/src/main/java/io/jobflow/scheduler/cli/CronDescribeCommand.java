package io.jobflow.scheduler.cli;

import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Says an expression in words. */
@Command(name = "describe", description = "Says an expression in words.", mixinStandardHelpOptions = true)
final class CronDescribeCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Mixin
    private CronOptions options;

    @Option(
            names = "--language",
            paramLabel = "TAG",
            defaultValue = "en",
            description = "The language, en or zh; en by default.")
    private String language;

    @Override
    public void run() {
        spec.commandLine().getOut().println(options.expression().describe(Locale.forLanguageTag(language)));
        spec.commandLine().getOut().flush();
    }
}
