package io.jobflow.scheduler.execution;

/**
 * One reign over the store: each process that takes it over gets the next number, and writes of an earlier epoch are
 * refused.
 *
 * @param value from 1
 */
public record Epoch(long value) {}
