package io.jobflow.scheduler.testkit;

/**
 * A server that has started.
 *
 * @param urlPrefix its JDBC URL up to the database's name
 * @param firstDatabase a database that is always there
 * @param urlParameters what the URL needs behind the name
 * @param user who may do everything, without a password
 */
record RunningServer(String urlPrefix, String firstDatabase, String urlParameters, String user) {}
