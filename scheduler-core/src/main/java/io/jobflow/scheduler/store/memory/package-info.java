/**
 * Owns the plain model of the store: what {@link io.jobflow.scheduler.store.JobStore} promises, in maps, without a
 * database. For tests, simulation, and programs that embed a scheduler which may forget. Imports {@code job}, {@code execution} and the port; safe for use by many threads.
 */
package io.jobflow.scheduler.store.memory;
