/**
 * Owns the databases: tables, statements, connections and migrations; what differs between databases stands in
 * {@link io.jobflow.scheduler.store.jdbc.SqlDialect}. Imports {@code job}, {@code execution} and the port. Writes run on
 * the caller's thread under one lock and one connection; reads run on the caller's thread over a pool of their own.
 */
package io.jobflow.scheduler.store.jdbc;
