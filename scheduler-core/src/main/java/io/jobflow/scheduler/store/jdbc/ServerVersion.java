package io.jobflow.scheduler.store.jdbc;

import io.jobflow.scheduler.store.StoreOpenException;
import io.jobflow.scheduler.store.StoreOpenException.Problem;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which server answers. Its own words count, not the URL: MariaDB answers MySQL's driver too.
 *
 * @param product PostgreSQL, MySQL or MariaDB
 * @param text the version as the server says it
 */
record ServerVersion(String product, int major, int minor, String text) {

    private static final Pattern NUMBERS = Pattern.compile("(\\d+)(?:\\.(\\d+))?");

    static ServerVersion of(Connection connection) throws SQLException {
        DatabaseMetaData data = connection.getMetaData();
        String product = data.getDatabaseProductName();
        if (product.equals("PostgreSQL")) {
            return parse(product, data.getDatabaseProductVersion());
        }
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT VERSION()")) {
            row.next();
            String version = String.valueOf(row.getString(1));
            return parse(version.contains("MariaDB") ? "MariaDB" : "MySQL", version);
        }
    }

    static ServerVersion parse(String product, String text) {
        Matcher numbers = NUMBERS.matcher(text);
        if (!numbers.find()) {
            return new ServerVersion(product, 0, 0, text);
        }
        String minor = numbers.group(2);
        return new ServerVersion(
                product, Integer.parseInt(numbers.group(1)), minor == null ? 0 : Integer.parseInt(minor), text);
    }

    /**
     * The dialect of this server.
     *
     * @throws StoreOpenException when the server is too old
     */
    SqlDialect dialect(DatabaseSettings settings) {
        return switch (product) {
            case "PostgreSQL" -> atLeast(13, 0, settings, new PostgresqlDialect());
            case "MariaDB" -> atLeast(10, 6, settings, new MysqlDialect("mariadb"));
            default -> atLeast(8, 0, settings, new MysqlDialect("mysql"));
        };
    }

    private SqlDialect atLeast(int oldestMajor, int oldestMinor, DatabaseSettings settings, SqlDialect dialect) {
        if (major > oldestMajor || major == oldestMajor && minor >= oldestMinor) {
            return dialect;
        }
        throw new StoreOpenException(
                Problem.UNSUPPORTED,
                "Database \"" + settings.place() + "\" is " + product + " \"" + text + "\" (expected " + product + " "
                        + oldestMajor + (oldestMinor == 0 ? "" : "." + oldestMinor)
                        + " or newer); upgrade the server, or use another one.",
                null);
    }
}
