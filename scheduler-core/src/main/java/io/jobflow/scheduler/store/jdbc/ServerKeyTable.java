package io.jobflow.scheduler.store.jdbc;

import java.sql.SQLException;
import java.util.HexFormat;

/** The table {@code server_key}: random bytes that must outlive the process. A key that is there is never replaced. */
final class ServerKeyTable {

    private static final String COLUMNS = "purpose, value";

    static final String SELECT = "SELECT value FROM server_key WHERE purpose = :purpose";

    private final String insert;

    ServerKeyTable(SqlDialect dialect) {
        this.insert = dialect.insertIfAbsent("server_key", COLUMNS);
    }

    /** Writes a key down unless there is one for its purpose. */
    void offer(WriteSession session, String purpose, byte[] key) throws SQLException {
        RowBatch rows = session.batch(insert);
        rows.set(purpose).set(HexFormat.of().formatHex(key)).add();
        rows.execute();
    }
}
