package io.jobflow.scheduler.engine;

import java.time.Duration;
import java.util.Map;

/**
 * Bounds and waits of the engine.
 *
 * @param maxInFlight attempts under way at once, at least 1
 * @param maxInFlightPerService attempts under way at once at one service, at least 1
 * @param waitingWindow executions of one job that wait their turn in memory, at least 1; the rest waits in the store
 * @param maxRejections how many rejections in a row end a shard, at least 1
 * @param rejectionDelay the shortest wait after a rejection, unless the job's longest is shorter
 * @param answerGrace how long after its deadline an attempt without an answer is settled, below one second
 * @param rateLimits how many attempts may start in a time, by service name; services that are absent have no limit
 * @param planAhead how long before its fire time a fire is planned at most, so that nothing is left to be written when its
 *     time comes; zero plans every fire at its fire time
 */
public record EngineSettings(
        int maxInFlight,
        int maxInFlightPerService,
        int waitingWindow,
        int maxRejections,
        Duration rejectionDelay,
        Duration answerGrace,
        Map<String, RateLimit> rateLimits,
        Duration planAhead) {

    public static final EngineSettings DEFAULT = new EngineSettings(
            256, 64, 32, 10, Duration.ofSeconds(1), Duration.ofMillis(500), Duration.ofMillis(1_500));

    public EngineSettings {
        rateLimits = Map.copyOf(rateLimits);
    }

    /** Settings without rate limits. */
    public EngineSettings(
            int maxInFlight,
            int maxInFlightPerService,
            int waitingWindow,
            int maxRejections,
            Duration rejectionDelay,
            Duration answerGrace,
            Duration planAhead) {
        this(
                maxInFlight,
                maxInFlightPerService,
                waitingWindow,
                maxRejections,
                rejectionDelay,
                answerGrace,
                Map.of(),
                planAhead);
    }

    /** These settings with other bounds on attempts under way. */
    public EngineSettings withMaxInFlight(int total, int perService) {
        return new EngineSettings(
                total, perService, waitingWindow, maxRejections, rejectionDelay, answerGrace, rateLimits, planAhead);
    }

    /** These settings with rate limits by service name. */
    public EngineSettings withRateLimits(Map<String, RateLimit> limits) {
        return new EngineSettings(
                maxInFlight,
                maxInFlightPerService,
                waitingWindow,
                maxRejections,
                rejectionDelay,
                answerGrace,
                limits,
                planAhead);
    }

    /** These settings with another time ahead of which fires are planned. */
    public EngineSettings withPlanAhead(Duration ahead) {
        return new EngineSettings(
                maxInFlight,
                maxInFlightPerService,
                waitingWindow,
                maxRejections,
                rejectionDelay,
                answerGrace,
                rateLimits,
                ahead);
    }
}
