package io.jobflow.scheduler.app;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What the server takes on the command line. */
final class ServerOptions {

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "A YAML file with settings; JOBFLOW_… variables and -Djobflow.… properties override it.")
    private @Nullable Path config;

    /** The settings file, null when none is named. */
    @Nullable Path config() {
        return config;
    }
}
