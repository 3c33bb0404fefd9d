package io.jobflow.scheduler.store.jdbc;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;
import java.util.logging.Logger;
import javax.sql.DataSource;

/** New connections of one driver, each set up with the same statements. Safe for many threads. */
final class DriverSource implements DataSource {

    private final Driver driver;
    private final String url;
    private final Properties properties;
    private final List<String> setUp;

    /**
     * Creates the source.
     *
     * @param properties what the driver takes beside the URL; never shown
     * @param setUp statements that every connection begins with
     */
    DriverSource(Driver driver, String url, Properties properties, List<String> setUp) {
        this.driver = driver;
        this.url = url;
        this.properties = properties;
        this.setUp = setUp;
    }

    @Override
    public Connection getConnection() throws SQLException {
        Connection fresh = driver.connect(url, (Properties) properties.clone());
        if (fresh == null) {
            throw new SQLException("the driver does not take the URL");
        }
        try (Statement statement = fresh.createStatement()) {
            for (String sql : setUp) {
                statement.execute(sql);
            }
            return fresh;
        } catch (SQLException e) {
            fresh.close();
            throw e;
        }
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        throw new SQLFeatureNotSupportedException("the user is part of the settings");
    }

    @Override
    public PrintWriter getLogWriter() throws SQLException {
        throw new SQLFeatureNotSupportedException();
    }

    @Override
    public void setLogWriter(PrintWriter out) throws SQLException {
        throw new SQLFeatureNotSupportedException();
    }

    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
        throw new SQLFeatureNotSupportedException("time-outs are properties of the driver");
    }

    @Override
    public int getLoginTimeout() {
        return 0;
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        throw new SQLException("wraps nothing");
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return false;
    }
}
