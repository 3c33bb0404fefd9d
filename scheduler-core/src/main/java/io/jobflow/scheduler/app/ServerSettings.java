package io.jobflow.scheduler.app;

import io.jobflow.scheduler.config.SettingValue;
import io.jobflow.scheduler.config.Settings;
import io.jobflow.scheduler.discovery.Instance;
import io.jobflow.scheduler.dispatch.DispatchSettings;
import io.jobflow.scheduler.engine.EngineSettings;
import io.jobflow.scheduler.engine.HistorySettings;
import io.jobflow.scheduler.http.HttpSettings;
import io.jobflow.scheduler.job.BaseUrls;
import io.jobflow.scheduler.job.Names;
import io.jobflow.scheduler.job.RetentionPolicy;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Everything the standalone server can be told.
 *
 * @param dataDir where the database lies
 * @param history how long finished executions are kept where a job does not say
 * @param publicUrl where executors reach this server; null when they need not
 * @param services base URLs by service name
 * @param stopGrace how long attempts under way may go on when the server stops
 */
record ServerSettings(
        HttpSettings http,
        Path dataDir,
        EngineSettings engine,
        HistorySettings history,
        DispatchSettings dispatch,
        @Nullable String publicUrl,
        Map<String, List<Instance>> services,
        Duration stopGrace) {

    private static final String DATA_DIR = "jobflow.data.dir";
    private static final String DATABASE_URL = "jobflow.database.url";
    private static final String PUBLIC_URL = "jobflow.server.public-url";
    private static final String SERVICES = "jobflow.services.";
    private static final String HISTORY = "jobflow.history.";
    private static final String MAX_IN_FLIGHT = "jobflow.dispatch.max-in-flight";
    /** Leaves five of the 30 seconds after which Kubernetes kills to close the API and the store. */
    private static final Duration STOP_GRACE = Duration.ofSeconds(25);

    private static final String PLAN_AHEAD = "jobflow.engine.plan-ahead";
    private static final Duration LONGEST_PLAN_AHEAD = Duration.ofSeconds(10);
    private static final int MOST_IN_FLIGHT = 100_000;

    /** Reads the settings; what is wrong is noted there. */
    static ServerSettings from(Settings settings) {
        HttpSettings http = HttpSettings.from(settings);
        Path dataDir = dataDir(settings);
        refuseOtherDatabases(settings, dataDir);
        return new ServerSettings(
                http,
                dataDir,
                engine(settings),
                history(settings),
                DispatchSettings.DEFAULT.withSigningKey(settings.text("jobflow.dispatch.signing-key")),
                publicUrl(settings),
                services(settings),
                settings.duration("jobflow.server.stop-grace", Duration.ZERO, Duration.ofHours(24), STOP_GRACE));
    }

    private static Path dataDir(Settings settings) {
        try {
            return Path.of(settings.text(DATA_DIR, "./data"));
        } catch (InvalidPathException e) {
            settings.refuse(DATA_DIR, "the path of a directory");
            return Path.of(".");
        }
    }

    private static void refuseOtherDatabases(Settings settings, Path dataDir) {
        String url = settings.text(DATABASE_URL);
        if (url != null && !isOwnFile(url, dataDir)) {
            settings.note(
                    DATABASE_URL,
                    "Setting " + DATABASE_URL + " names a database that this version cannot use: it keeps everything in"
                            + " SQLite, in jobflow.db below " + DATA_DIR + "; remove the setting (PostgreSQL, MySQL and"
                            + " MariaDB come with a later version).");
        }
        for (String name : List.of("jobflow.database.user", "jobflow.database.password")) {
            if (settings.has(name)) {
                settings.warn("Setting " + name + " has no meaning for SQLite and is ignored.");
            }
        }
    }

    private static boolean isOwnFile(String url, Path dataDir) {
        String prefix = "jdbc:sqlite:";
        try {
            Path own = dataDir.resolve("jobflow.db").toAbsolutePath().normalize();
            return url.startsWith(prefix)
                    && Path.of(url.substring(prefix.length()))
                            .toAbsolutePath()
                            .normalize()
                            .equals(own);
        } catch (InvalidPathException e) {
            return false;
        }
    }

    private static EngineSettings engine(Settings settings) {
        EngineSettings fallback = EngineSettings.DEFAULT;
        int total = settings.integer(MAX_IN_FLIGHT, 1, MOST_IN_FLIGHT, fallback.maxInFlight());
        int perService = settings.integer(
                MAX_IN_FLIGHT + "-per-service", 1, MOST_IN_FLIGHT, Math.min(total, fallback.maxInFlightPerService()));
        Duration planAhead = settings.duration(PLAN_AHEAD, Duration.ZERO, LONGEST_PLAN_AHEAD, fallback.planAhead());
        return fallback.withMaxInFlight(total, perService).withPlanAhead(planAhead);
    }

    private static HistorySettings history(Settings settings) {
        HistorySettings fallback = HistorySettings.DEFAULT;
        Duration shortest = RetentionPolicy.SHORTEST_AGE;
        Duration longest = RetentionPolicy.LONGEST_AGE;
        return new HistorySettings(
                settings.duration(HISTORY + "max-age", shortest, longest, fallback.maxAge()),
                settings.integer(HISTORY + "max-count", 1, RetentionPolicy.GREATEST_COUNT, fallback.maxCount()),
                settings.duration(HISTORY + "max-dead-letter-age", shortest, longest, fallback.maxDeadLetterAge()));
    }

    private static @Nullable String publicUrl(Settings settings) {
        String url = settings.text(PUBLIC_URL);
        if (url != null && !BaseUrls.isValid(url)) {
            settings.refuse(PUBLIC_URL, BaseUrls.EXPECTED);
        } else if (url != null) {
            settings.warn("Setting " + PUBLIC_URL + " has no effect in this version: executors' call-backs come with a"
                    + " later one.");
        }
        return url;
    }

    private static Map<String, List<Instance>> services(Settings settings) {
        Map<String, List<Instance>> services = new TreeMap<>();
        settings.group(SERVICES).forEach((service, value) -> {
            if (!Names.isValid(service)) {
                settings.note(
                        SERVICES + service,
                        "Setting " + SERVICES + service + " in " + value.origin() + " ends with \"" + service
                                + "\" (expected the service's name: " + Names.EXPECTED + ").");
            }
            services.put(service, instances(settings, service, value));
        });
        return services;
    }

    private static List<Instance> instances(Settings settings, String service, SettingValue value) {
        List<Instance> instances = new ArrayList<>();
        for (String url : value.text().split(",")) {
            if (BaseUrls.isValid(url.strip())) {
                instances.add(new Instance(url.strip()));
            } else {
                settings.note(
                        SERVICES + service,
                        "Setting " + SERVICES + service + " has the URL \"" + url.strip() + "\" in " + value.origin()
                                + " (expected, with commas between them, " + BaseUrls.EXPECTED + ").");
            }
        }
        return instances;
    }
}
