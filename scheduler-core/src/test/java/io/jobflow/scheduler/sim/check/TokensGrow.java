package io.jobflow.scheduler.sim.check;

import io.jobflow.scheduler.execution.Attempt;
import io.jobflow.scheduler.execution.ShardRun;
import java.util.HashMap;
import java.util.Map;

/** S3: the tokens of a shard's attempts only grow, and no two attempts have the same. */
public final class TokensGrow extends Checker {

    private final Map<Long, String> owners = new HashMap<>();

    public TokensGrow() {
        super("S3 tokens");
    }

    @Override
    public void see(Seen seen) {
        if (seen.fact() instanceof Fact.ExecutionStored stored) {
            stored.value().shards().forEach(shard -> look(stored, shard));
        }
    }

    private void look(Fact.ExecutionStored stored, ShardRun shard) {
        long last = 0;
        for (Attempt attempt : shard.attempts()) {
            long token = attempt.token().value();
            String attemptKey = Rows.attemptKey(stored.value().id(), shard.index(), attempt.number());
            require(token > last, "token %s of attempt %s is not above %s", token, attemptKey, last);
            String owner = owners.putIfAbsent(token, attemptKey);
            require(owner == null || owner.equals(attemptKey), "token %s: %s and %s", token, owner, attemptKey);
            last = token;
        }
    }
}
