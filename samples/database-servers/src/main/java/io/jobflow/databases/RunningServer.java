package io.jobflow.databases;

/**
 * A server that has started.
 *
 * @param urlPrefix its JDBC URL up to the database's name
 * @param firstDatabase a database that is always there
 * @param urlParameters what the URL needs behind the name
 * @param user who may do everything, without a password
 */
public record RunningServer(String urlPrefix, String firstDatabase, String urlParameters, String user) {

    /** The JDBC URL of a database, without the user. */
    public String url(String database) {
        return urlPrefix + database + urlParameters;
    }

    /** The same with the user in it, and what else the driver is to be told, as {@code name=value}. */
    public String openUrl(String database, String... more) {
        String parameters = String.join("&", more);
        return url(database)
                + (urlParameters.isEmpty() ? "?" : "&")
                + "user="
                + user
                + (parameters.isEmpty() ? "" : "&" + parameters);
    }
}
