package io.jobflow.scheduler.engine;

import java.time.Duration;

/**
 * Bounds and waits of the engine.
 *
 * @param maxInFlight attempts under way at once, at least 1
 * @param maxInFlightPerService attempts under way at once at one service, at least 1
 * @param waitingWindow executions of one job that wait their turn in memory, at least 1; the rest waits in the store
 * @param maxRejections how many rejections in a row end a shard, at least 1
 * @param rejectionDelay the shortest wait after a rejection, unless the job's longest is shorter
 * @param answerGrace how long after its deadline an attempt without an answer is settled, below one second
 */
public record EngineSettings(
        int maxInFlight,
        int maxInFlightPerService,
        int waitingWindow,
        int maxRejections,
        Duration rejectionDelay,
        Duration answerGrace) {

    public static final EngineSettings DEFAULT =
            new EngineSettings(256, 64, 32, 10, Duration.ofSeconds(1), Duration.ofMillis(500));

    /** These settings with other bounds on attempts under way. */
    public EngineSettings withMaxInFlight(int total, int perService) {
        return new EngineSettings(total, perService, waitingWindow, maxRejections, rejectionDelay, answerGrace);
    }
}
