package io.jobflow.bridge.outgoing;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** A database as spans name it. Immutable, but for the shapes of its statements; safe for use by any thread. */
public final class Database {

    private final String system;
    private final @Nullable String namespace;
    private final @Nullable String host;
    private final int port;
    private final StatementShapes shapes;

    Database(String system, @Nullable String namespace, @Nullable String host, int port) {
        this.system = system;
        this.namespace = namespace;
        this.host = host;
        this.port = port;
        this.shapes = new StatementShapes(SqlDialect.of(system));
    }

    /** By the URL that the driver connects to; of its parts only host, port and the database's name are kept. */
    public static Database ofUrl(@Nullable String url) {
        return JdbcUrl.parse(url == null ? "" : url);
    }

    /** A value of {@code db.system.name}; {@code other_sql} for one that is unknown. */
    String system() {
        return system;
    }

    @Nullable String namespace() {
        return namespace;
    }

    /** Null for one inside of this process. */
    @Nullable String host() {
        return host;
    }

    /** Below 1 if the URL names none. */
    int port() {
        return port;
    }

    StatementShapes shapes() {
        return shapes;
    }

    /** What the database itself calls this error; null if it has no name for it. */
    @Nullable String statusOf(SQLException error) {
        switch (system) {
            case "mysql":
            case "mariadb":
            case "microsoft.sql_server":
            case "sqlite":
                return error.getErrorCode() == 0 ? error.getSQLState() : Integer.toString(error.getErrorCode());
            case "oracle.db":
                return "ORA-" + error.getErrorCode();
            default:
                return error.getSQLState();
        }
    }
}
