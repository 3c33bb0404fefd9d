package io.jobflow.scheduler.store.jdbc;

import io.jobflow.scheduler.store.StoreException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The right to be the active process of a server database, for a while, by that server's clock. It keeps two processes from
 * taking the store from each other in turn; that a process which has lost it writes nothing more is what the epoch is for.
 * It has a connection of its own, so that it waits for no write. Confined to one thread.
 */
public final class NodeLease implements AutoCloseable {

    private static final String POSTGRESQL_NOW = "CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000 AS BIGINT)";
    private static final String MYSQL_NOW = "CAST(UNIX_TIMESTAMP(NOW(3)) * 1000 AS SIGNED)";

    private final DataSource source;
    private final String holder;
    private final Duration length;
    private final String take;
    private final String whoHolds;
    private @Nullable Connection connection;

    private NodeLease(DataSource source, DatabaseKind kind, String holder, Duration length) {
        String now = kind == DatabaseKind.POSTGRESQL ? POSTGRESQL_NOW : MYSQL_NOW;
        this.source = source;
        this.holder = holder;
        this.length = length;
        this.take = "UPDATE active_node SET holder = ?, lease_until = " + now + " + ?"
                + " WHERE id = 1 AND (holder = ? OR lease_until < " + now + ")";
        this.whoHolds = "SELECT holder FROM active_node WHERE id = 1 AND lease_until >= " + now;
    }

    /**
     * The lease of a database whose tables are up to date; nothing is asked of the server yet.
     *
     * @param holder who this process is, the same for no other, and something that a person recognises
     * @param length how long it holds after each {@link #take}
     * @return empty for SQLite, where a lock on the directory does the same
     */
    public static Optional<NodeLease> of(DatabaseSettings settings, String holder, Duration length) {
        return settings.kind()
                .filter(kind -> kind != DatabaseKind.SQLITE)
                .map(kind -> new NodeLease(ServerConnections.of(settings, kind).writes(), kind, holder, length));
    }

    /**
     * Takes the lease, or makes it longer.
     *
     * @return whether this process holds it now
     * @throws StoreException when the database did not answer; whether it holds the lease is unknown
     */
    public boolean take() {
        return ask(open -> {
            try (PreparedStatement update = open.prepareStatement(take)) {
                update.setString(1, holder);
                update.setLong(2, length.toMillis());
                update.setString(3, holder);
                return update.executeUpdate() == 1;
            }
        });
    }

    /** Who holds the lease; empty when nobody does. */
    public Optional<String> holder() {
        return ask(open -> {
            try (Statement statement = open.createStatement();
                    ResultSet row = statement.executeQuery(whoHolds)) {
                return row.next() ? Optional.ofNullable(row.getString(1)) : Optional.empty();
            }
        });
    }

    /** Gives the lease back, if this process holds it, so that another need not wait for its end. */
    public void release() {
        ask(open -> {
            try (PreparedStatement update =
                    open.prepareStatement("UPDATE active_node SET lease_until = 0 WHERE id = 1 AND holder = ?")) {
                update.setString(1, holder);
                return update.executeUpdate();
            }
        });
    }

    private <T> T ask(Question<T> question) {
        try {
            Connection open = connection;
            if (open == null) {
                open = source.getConnection();
                connection = open;
            }
            return question.of(open);
        } catch (SQLException e) {
            close();
            throw new StoreException("asking the database which process is active failed: " + e.getMessage(), e);
        }
    }

    /** Lets go of the connection; the lease stays as it is. */
    @Override
    public void close() {
        Connection open = connection;
        connection = null;
        if (open != null) {
            try {
                open.close();
            } catch (SQLException e) {
                throw new StoreException("closing a connection failed: " + e.getMessage(), e);
            }
        }
    }

    private interface Question<T> {

        T of(Connection connection) throws SQLException;
    }
}
