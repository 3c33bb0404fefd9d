/**
 * Owns firing. {@link io.jobflow.scheduler.engine.Engine} decides: {@code step(event) → effects}, no clock, no thread, no
 * I/O. {@link io.jobflow.scheduler.engine.FiringLoop} carries the effects out on its one thread. Imports everything
 * above it: time, schedule, job, execution, store, discovery, dispatch.
 */
package io.jobflow.scheduler.engine;
