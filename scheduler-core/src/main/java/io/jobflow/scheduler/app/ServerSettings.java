package io.jobflow.scheduler.app;

import io.jobflow.scheduler.config.SettingValue;
import io.jobflow.scheduler.config.Settings;
import io.jobflow.scheduler.discovery.Instance;
import io.jobflow.scheduler.dispatch.DispatchSettings;
import io.jobflow.scheduler.engine.EngineSettings;
import io.jobflow.scheduler.engine.HistorySettings;
import io.jobflow.scheduler.engine.RateLimit;
import io.jobflow.scheduler.http.HttpSettings;
import io.jobflow.scheduler.job.BaseUrls;
import io.jobflow.scheduler.job.Names;
import io.jobflow.scheduler.job.RetentionPolicy;
import io.jobflow.scheduler.store.JobStore;
import io.jobflow.scheduler.store.jdbc.DatabaseKind;
import io.jobflow.scheduler.store.jdbc.DatabaseSettings;
import io.jobflow.scheduler.store.jdbc.DatabaseStore;
import io.jobflow.scheduler.store.jdbc.SqliteStore;
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
 * @param dataDir where SQLite's file lies, when no other database is named
 * @param database the database; null for SQLite in the data directory
 * @param history how long finished executions are kept where a job does not say
 * @param services base URLs by service name
 * @param stopGrace how long attempts under way may go on when the server stops
 */
record ServerSettings(
        HttpSettings http,
        Path dataDir,
        @Nullable DatabaseSettings database,
        EngineSettings engine,
        HistorySettings history,
        DispatchSettings dispatch,
        Map<String, List<Instance>> services,
        Duration stopGrace) {

    private static final String DATA_DIR = "jobflow.data.dir";
    private static final String DATABASE_URL = "jobflow.database.url";
    private static final String DATABASE_USER = "jobflow.database.user";
    private static final String DATABASE_PASSWORD = "jobflow.database.password";
    private static final String SERVICES = "jobflow.services.";
    private static final String HISTORY = "jobflow.history.";
    private static final String RATE_LIMIT = "jobflow.dispatch.rate-limit.";
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
        return new ServerSettings(
                http,
                dataDir,
                database(settings),
                engine(settings),
                history(settings),
                DispatchSettings.DEFAULT.withSigningKey(settings.text("jobflow.dispatch.signing-key")),
                services(settings),
                settings.duration("jobflow.server.stop-grace", Duration.ZERO, Duration.ofHours(24), STOP_GRACE));
    }

    /** Opens the database that the settings name. */
    JobStore openStore() {
        return database == null ? SqliteStore.open(dataDir) : DatabaseStore.open(database);
    }

    /** Where the data lies, without secrets. */
    String place() {
        return database == null ? dataDir.toAbsolutePath().normalize().toString() : database.place();
    }

    private static Path dataDir(Settings settings) {
        try {
            return Path.of(settings.text(DATA_DIR, "./data"));
        } catch (InvalidPathException e) {
            settings.refuse(DATA_DIR, "the path of a directory");
            return Path.of(".");
        }
    }

    /** The database that is named; null stands for SQLite's own file in the data directory. */
    private static @Nullable DatabaseSettings database(Settings settings) {
        String url = settings.text(DATABASE_URL);
        DatabaseSettings database = new DatabaseSettings(
                url == null ? DatabaseKind.SQLITE.prefix() : url,
                settings.text(DATABASE_USER),
                settings.text(DATABASE_PASSWORD));
        DatabaseKind kind = database.kind().orElse(null);
        if (kind == null) {
            settings.note(
                    DATABASE_URL,
                    "Setting " + DATABASE_URL + " is \"" + database.place()
                            + "\" (expected a JDBC URL that begins with one of " + DatabaseKind.prefixes() + ").");
        } else if (kind == DatabaseKind.SQLITE) {
            for (String name : List.of(DATABASE_USER, DATABASE_PASSWORD)) {
                if (settings.has(name)) {
                    settings.warn("Setting " + name + " has no meaning for SQLite and is ignored.");
                }
            }
        }
        return url == null ? null : database;
    }

    private static EngineSettings engine(Settings settings) {
        EngineSettings fallback = EngineSettings.DEFAULT;
        int total = settings.integer(MAX_IN_FLIGHT, 1, MOST_IN_FLIGHT, fallback.maxInFlight());
        int perService = settings.integer(
                MAX_IN_FLIGHT + "-per-service", 1, MOST_IN_FLIGHT, Math.min(total, fallback.maxInFlightPerService()));
        Duration planAhead = settings.duration(PLAN_AHEAD, Duration.ZERO, LONGEST_PLAN_AHEAD, fallback.planAhead());
        return fallback.withMaxInFlight(total, perService)
                .withRateLimits(rateLimits(settings))
                .withPlanAhead(planAhead);
    }

    private static Map<String, RateLimit> rateLimits(Settings settings) {
        Map<String, RateLimit> limits = new TreeMap<>();
        settings.group(RATE_LIMIT).forEach((service, value) -> {
            if (!Names.isValid(service)) {
                settings.note(
                        RATE_LIMIT + service,
                        "Setting " + RATE_LIMIT + service + " in " + value.origin() + " ends with \"" + service
                                + "\" (expected the service's name: " + Names.EXPECTED + ").");
            }
            RateLimit.parse(value.text())
                    .ifPresentOrElse(
                            limit -> limits.put(service, limit),
                            () -> settings.refuse(RATE_LIMIT + service, value, RateLimit.EXPECTED));
        });
        return limits;
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
