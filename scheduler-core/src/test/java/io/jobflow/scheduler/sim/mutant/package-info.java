/** Schedulers with a fault planted, by which the checkers are checked. Production code has no switch for any of them. */
package io.jobflow.scheduler.sim.mutant;
