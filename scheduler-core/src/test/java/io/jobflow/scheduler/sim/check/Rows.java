package io.jobflow.scheduler.sim.check;

import io.jobflow.scheduler.execution.Attempt;
import io.jobflow.scheduler.execution.Execution;
import io.jobflow.scheduler.execution.Outcome;
import io.jobflow.scheduler.execution.ShardRun;
import java.util.Objects;

/** Questions about rows that several checkers ask. */
final class Rows {

    private Rows() {}

    /** Whether the execution is unfinished and one of its shards has been tried in the present life. */
    static boolean isUnderWay(Execution execution) {
        return !execution.status().isFinal()
                && execution.shards().stream()
                        .anyMatch(shard ->
                                !shard.status().isFinal() && shard.attempts().size() >= shard.budgetFrom());
    }

    /** How many attempts of the present life count, of those with a smaller number. */
    static int countedBefore(ShardRun shard, int number) {
        return (int) shard.attempts().stream()
                .filter(attempt -> attempt.number() >= shard.budgetFrom() && attempt.number() < number)
                .filter(attempt -> !attempt.isRunning() && attempt.isCounted())
                .count();
    }

    /** Whether an attempt has ended as an outcome says. */
    static boolean isOf(Attempt attempt, Outcome outcome) {
        return attempt.status().name().equals(outcome.result().name())
                && Objects.equals(attempt.httpStatus(), outcome.httpStatus());
    }

    static String attemptKey(Object execution, int shardIndex, int number) {
        return execution + "/" + shardIndex + "#" + number;
    }
}
