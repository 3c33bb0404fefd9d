package io.jobflow.scheduler.store.jdbc;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** A kind of database that can hold the store. */
public enum DatabaseKind {
    SQLITE("jdbc:sqlite:"),
    POSTGRESQL("jdbc:postgresql:"),
    MYSQL("jdbc:mysql:"),
    MARIADB("jdbc:mariadb:");

    private final String prefix;

    DatabaseKind(String prefix) {
        this.prefix = prefix;
    }

    /** With what its JDBC URLs begin. */
    public String prefix() {
        return prefix;
    }

    /** The kind whose prefix a URL has. */
    public static Optional<DatabaseKind> ofUrl(String url) {
        return Arrays.stream(values())
                .filter(kind -> url.startsWith(kind.prefix))
                .findFirst();
    }

    /** Every prefix, for messages. */
    public static String prefixes() {
        return Arrays.stream(values()).map(DatabaseKind::prefix).collect(Collectors.joining(", "));
    }
}
