package io.jobflow.scheduler.store.jdbc;

import io.jobflow.scheduler.store.StoreOpenException;
import io.jobflow.scheduler.store.StoreOpenException.Problem;
import java.sql.Driver;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import javax.sql.DataSource;

/**
 * Makes the connections of one server, each set up for what it does. What the URL sets stands.
 *
 * @param forWrites what the writing connection begins with
 * @param forReads what reading connections begin with; each of their transactions sees one state
 */
record ServerConnections(
        Driver driver, String url, Properties properties, List<String> forWrites, List<String> forReads) {

    private static final String TIMEOUT_SECONDS = "60";
    private static final String TIMEOUT_MILLIS = "60000";
    /** Shorter than the lease: nobody takes over before the transaction of the one before has let go of its rows. */
    private static final int PAUSE_SECONDS = 5;

    private static final String CONNECT_SECONDS = "10";
    private static final String CONNECT_MILLIS = "10000";

    /**
     * The writing connection looks rows up by their keys and in no other way. Left to its statistics, which lag behind tables
     * that grow by thousands of rows a second, the planner at times reads a whole table to change thirty rows of it. Before
     * version 18 a plan that is "off" and taken all the same counts as so dear that it would be compiled: hence the last one.
     */
    private static final String ROWS_BY_THEIR_KEYS = "SET enable_seqscan = off; SET enable_hashjoin = off;"
            + " SET enable_mergejoin = off; SET plan_cache_mode = force_generic_plan; SET jit = off";

    static ServerConnections of(DatabaseSettings settings, DatabaseKind kind) {
        return switch (kind) {
            case POSTGRESQL -> postgresql(driver("org.postgresql.Driver"), settings);
            case MYSQL ->
                // its own spans would begin by looking for an OpenTelemetry SDK in this process
                mysqlFamily(driver("com.mysql.cj.jdbc.Driver"), settings, Map.of("openTelemetry", "DISABLED"));
            case MARIADB -> mysqlFamily(driver("org.mariadb.jdbc.Driver"), settings, Map.of());
            case SQLITE -> throw new IllegalArgumentException("SQLite has no server");
        };
    }

    /** By name, so that a program which embeds JobFlow may leave out the drivers that it does not use. */
    private static Driver driver(String type) {
        try {
            return (Driver) Class.forName(type).getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new StoreOpenException(
                    Problem.UNKNOWN_URL,
                    "Database driver \"" + type
                            + "\" is not on the class path; add its library, or use another database.",
                    e);
        }
    }

    private static ServerConnections postgresql(Driver driver, DatabaseSettings settings) {
        Map<String, String> defaults = Map.of(
                "ApplicationName",
                "JobFlow",
                "connectTimeout",
                CONNECT_SECONDS,
                "socketTimeout",
                TIMEOUT_SECONDS,
                "tcpKeepAlive",
                "true",
                // its details are the rows themselves, and parameters of jobs do not belong into a log
                "logServerErrorDetail",
                "false");
        return new ServerConnections(
                driver,
                settings.url(),
                properties(settings, defaults),
                List.of(
                        "SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL READ COMMITTED",
                        "SELECT set_config('synchronous_commit', 'on', false)"
                                + " WHERE current_setting('synchronous_commit') = 'off'",
                        "SET idle_in_transaction_session_timeout = '" + PAUSE_SECONDS + "s'",
                        ROWS_BY_THEIR_KEYS),
                List.of("SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"));
    }

    private static ServerConnections mysqlFamily(
            Driver driver, DatabaseSettings settings, Map<String, String> special) {
        Map<String, String> defaults = new HashMap<>(Map.of(
                "useAffectedRows",
                "true",
                "connectTimeout",
                CONNECT_MILLIS,
                "socketTimeout",
                TIMEOUT_MILLIS,
                "tcpKeepAlive",
                "true"));
        defaults.putAll(special);
        return new ServerConnections(
                driver,
                settings.url(),
                properties(settings, defaults),
                List.of(
                        "SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED",
                        "SET SESSION sql_mode = 'STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION'"),
                List.of(
                        "SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ",
                        "SET SESSION TRANSACTION READ ONLY"));
    }

    private static Properties properties(DatabaseSettings settings, Map<String, String> defaults) {
        Properties properties = new Properties();
        defaults.forEach((name, value) -> {
            if (!settings.url().contains(name + "=")) {
                properties.setProperty(name, value);
            }
        });
        String user = settings.user();
        if (user != null) {
            properties.setProperty("user", user);
        }
        String password = settings.password();
        if (password != null) {
            properties.setProperty("password", password);
        }
        return properties;
    }

    DataSource writes() {
        return new DriverSource(driver, url, properties, forWrites);
    }

    DataSource reads() {
        return new DriverSource(driver, url, properties, forReads);
    }

    /** For migrations, which set up what they need by themselves. */
    DataSource migrations() {
        return new DriverSource(driver, url, properties, List.of());
    }

    /** Without the properties, which hold the password. */
    @Override
    public String toString() {
        return "ServerConnections of " + driver.getClass().getName();
    }
}
