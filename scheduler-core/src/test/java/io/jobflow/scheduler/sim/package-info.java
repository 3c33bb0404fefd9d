/**
 * A world in one thread: the real engine with a shell, a store, a network, executors and people around it, all under
 * simulated time and drawn from one seed. What it does is described in docs/reliability.md.
 */
package io.jobflow.scheduler.sim;
