/**
 * Owns what is durable: the port with its promises. Imports {@code job} and {@code execution}. The firing loop writes
 * from its own thread; REST reads from many. {@code store.memory} is the model, {@code store.jdbc} the databases.
 */
package io.jobflow.scheduler.store;
