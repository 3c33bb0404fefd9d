package io.jobflow.scheduler.app;

import io.jobflow.scheduler.cli.ExitCodes;
import io.jobflow.scheduler.config.Settings;
import io.jobflow.scheduler.config.SettingsException;
import io.jobflow.scheduler.http.ApiStartException;
import io.jobflow.scheduler.store.StoreException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Starts the scheduler with its API and keeps it up until the process is told to end. */
@Command(name = "server", description = "Starts the scheduler and its API.", mixinStandardHelpOptions = true)
final class ServerCommand implements Callable<Integer> {

    @Mixin
    private ServerOptions options;

    @Override
    public Integer call() {
        return run(options);
    }

    /** Returns only when the server could not start or has failed. */
    static int run(ServerOptions options) {
        ServerLogging.configure();
        Logger log = LoggerFactory.getLogger(ServerCommand.class);
        try {
            Settings settings = Settings.load(options.config(), System.getenv(), properties());
            ServerSettings server = ServerSettings.from(settings);
            List<String> warnings = settings.throwIfAny();
            warnings.forEach(warning -> log.warn("{}", warning));
            return serve(Server.start(server));
        } catch (SettingsException | StoreException | ApiStartException e) {
            return refuse(String.valueOf(e.getMessage()));
        }
    }

    private static int serve(Server server) {
        Runtime.getRuntime().addShutdownHook(new Thread(server::close, "jobflow-stop"));
        server.awaitFailure();
        return ExitCodes.FAILED;
    }

    private static int refuse(String problems) {
        System.err.println("JobFlow did not start:");
        problems.lines().forEach(problem -> System.err.println("  " + problem));
        return ExitCodes.FAILED;
    }

    private static Map<String, String> properties() {
        Map<String, String> properties = new HashMap<>();
        for (String name : System.getProperties().stringPropertyNames()) {
            properties.put(name, System.getProperty(name, ""));
        }
        return properties;
    }
}
