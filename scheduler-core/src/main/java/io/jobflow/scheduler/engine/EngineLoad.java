package io.jobflow.scheduler.engine;

/**
 * How much is under way.
 *
 * @param attemptsInFlight attempts without an answer
 * @param shardsWaitingForSlot shards that could start if a slot were free
 * @param liveExecutions executions that are not final
 */
public record EngineLoad(int attemptsInFlight, int shardsWaitingForSlot, int liveExecutions) {

    static final EngineLoad NONE = new EngineLoad(0, 0, 0);
}
