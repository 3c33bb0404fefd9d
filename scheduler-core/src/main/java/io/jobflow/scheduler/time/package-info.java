/** Owns the clocks: no other package reads one. Imports nothing of ours; called on every thread. */
package io.jobflow.scheduler.time;
