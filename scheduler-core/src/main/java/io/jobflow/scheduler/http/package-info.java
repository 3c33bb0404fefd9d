/**
 * Owns the REST API: resources, their JSON, errors, and who may ask. Imports the values, {@code store} for reads and
 * {@code engine} for changes. Handlers run on the server's own bounded threads and keep nothing between requests.
 */
package io.jobflow.scheduler.http;
