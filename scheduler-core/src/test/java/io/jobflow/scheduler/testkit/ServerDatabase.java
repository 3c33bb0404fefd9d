package io.jobflow.scheduler.testkit;

import io.jobflow.scheduler.store.jdbc.DatabaseSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A database that many tests use one after the other: the tables stay, what is in them goes. */
public final class ServerDatabase {

    private static final List<String> TABLES = List.of(
            "reopening",
            "dead_letter",
            "attempt",
            "shard_run",
            "unfinished_execution",
            "waiting_execution",
            "calendar",
            "backfill",
            "next_fire",
            "execution",
            "job");

    private static final Map<Class<?>, ServerDatabase> OF_CLASSES = new ConcurrentHashMap<>();

    private final DatabaseSettings settings;

    private ServerDatabase(DatabaseServer server) {
        this.settings = server.newDatabase();
    }

    /** The database of a test class. */
    public static ServerDatabase ofClass(DatabaseServer server, Class<?> test) {
        return OF_CLASSES.computeIfAbsent(test, type -> new ServerDatabase(server));
    }

    public DatabaseSettings settings() {
        return settings;
    }

    /** Takes everything out of the tables, lets epochs begin anew and gives the lease back. */
    public void empty() {
        List<String> statements = new ArrayList<>(List.of("BEGIN"));
        TABLES.forEach(table -> statements.add("DELETE FROM " + table));
        statements.add("UPDATE epoch SET value = 0");
        statements.add("UPDATE active_node SET holder = NULL, lease_until = 0");
        statements.add("COMMIT");
        DatabaseServer.execute(settings, statements.toArray(String[]::new));
    }
}
