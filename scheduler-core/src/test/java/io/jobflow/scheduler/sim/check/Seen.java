package io.jobflow.scheduler.sim.check;

import java.time.Duration;

/**
 * A fact and when it was seen.
 *
 * @param at simulated time since the world began, which no clock in it shows
 */
public record Seen(Duration at, Fact fact) {}
