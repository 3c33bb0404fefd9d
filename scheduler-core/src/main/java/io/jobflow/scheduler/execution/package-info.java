/**
 * Owns what happened: executions, their shards and attempts, how they end, and the values that fence them. Imports
 * {@code time}, {@code job} and the bridge's result words; immutable values, used on every thread.
 */
package io.jobflow.scheduler.execution;
