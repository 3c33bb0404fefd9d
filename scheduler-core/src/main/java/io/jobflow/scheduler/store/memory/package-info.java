/**
 * Owns the plain model of the store: what {@link io.jobflow.scheduler.store.JobStore} promises, in maps, without a
 * database. For tests and simulation. Imports {@code job}, {@code execution} and the port; safe for use by many threads.
 */
package io.jobflow.scheduler.store.memory;
