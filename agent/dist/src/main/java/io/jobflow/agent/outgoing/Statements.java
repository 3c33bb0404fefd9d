package io.jobflow.agent.outgoing;

import io.jobflow.bridge.outgoing.Database;
import io.jobflow.bridge.outgoing.OutgoingSpans;
import io.jobflow.bridge.outgoing.StatementSpan;
import java.lang.reflect.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/** Database statements of runs. Safe for use by any thread. */
final class Statements {

    private static final int MAX_DATABASES = 200;
    private static final Database UNKNOWN = Database.ofUrl(null);

    private final OutgoingCalls calls;
    /** The text that statements were prepared with. */
    private final Notes<String> texts = new Notes<>();
    /** Of connections. */
    private final Notes<Database> databases = new Notes<>();

    private final ConcurrentMap<String, Database> byUrl = new ConcurrentHashMap<>();

    Statements(OutgoingCalls calls) {
        this.calls = calls;
    }

    @Nullable Object perform(String operation, @Nullable Object[] arguments) {
        switch (operation) {
            case "prepared":
                prepared(arguments[0], (String) arguments[1]);
                return null;
            case "statementBegins":
                return begins((Statement) arguments[0], (String) arguments[1]);
            case "statementEnds":
                ((StatementCall) arguments[0]).end(sizeOf(arguments[1]), (Throwable) arguments[2]);
                return null;
            default:
                throw new IllegalArgumentException("unknown operation " + operation);
        }
    }

    private void prepared(@Nullable Object statement, @Nullable String sql) {
        if (statement != null && sql != null && calls.callerNow() != null) {
            texts.put(statement, sql);
        }
    }

    private @Nullable StatementCall begins(Statement statement, @Nullable String sql) {
        Caller here = calls.callerNow();
        OutgoingSpans spans = here == null ? null : OutgoingSpans.of(here.scope());
        String text = sql == null ? texts.get(statement) : sql;
        if (here == null || spans == null || isProbe(text)) {
            return null;
        }
        StatementCall call = new StatementCall(here);
        here.calling(call); // before the driver is asked anything, which may take a statement of its own
        if (calls.mayRecord(here, spans)) {
            call.span = spans.statement(databaseOf(statement), text);
        }
        return call;
    }

    /** Pools ask drivers whether a connection is alive, and some of these ask the server by an empty statement. */
    private static boolean isProbe(@Nullable String text) {
        return text != null && text.isEmpty();
    }

    private Database databaseOf(Statement statement) {
        try {
            Connection connection = statement.getConnection();
            Database known = databases.get(connection);
            return known == null ? databaseOf(connection) : known;
        } catch (SQLException | RuntimeException closed) {
            return UNKNOWN;
        }
    }

    private Database databaseOf(Connection connection) throws SQLException {
        String url = connection.getMetaData().getURL();
        if (url == null) {
            return UNKNOWN;
        }
        Database database = byUrl.get(url);
        if (database == null) {
            if (byUrl.size() >= MAX_DATABASES) {
                byUrl.clear();
            }
            database = Database.ofUrl(url);
            byUrl.put(url, database);
        }
        databases.put(connection, database);
        return database;
    }

    private static int sizeOf(@Nullable Object counts) {
        return counts == null ? StatementSpan.NO_BATCH : Array.getLength(counts);
    }

    /** One statement under way. Confined to its thread. */
    private static final class StatementCall {
        private final Caller caller;
        /** Null if there were too many. */
        private @Nullable StatementSpan span;

        StatementCall(Caller caller) {
            this.caller = caller;
        }

        void end(int batchSize, @Nullable Throwable thrown) {
            caller.calling(null);
            if (span != null) {
                span.end(batchSize, thrown);
            }
        }
    }
}
