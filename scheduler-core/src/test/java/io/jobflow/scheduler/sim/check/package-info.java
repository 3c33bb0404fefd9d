/**
 * What must hold of every history. A {@link io.jobflow.scheduler.sim.check.History} is a list of facts seen from outside;
 * checkers read it and know nothing of the engine.
 */
package io.jobflow.scheduler.sim.check;
