package io.jobflow.scheduler.sim.check;

import io.jobflow.scheduler.execution.Attempt;
import io.jobflow.scheduler.execution.Execution;
import io.jobflow.scheduler.execution.ExecutionId;
import io.jobflow.scheduler.execution.ExecutionStatus;
import io.jobflow.scheduler.execution.ShardRun;
import io.jobflow.scheduler.execution.ShardStatus;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * S5: what is final stays, but for a reopening by request; attempts are added one by one and never overwritten; nothing
 * disappears that is unfinished; and an execution's status follows from its shards.
 */
public final class LegalTransitions extends Checker {

    private static final Set<ExecutionStatus> WITHOUT_REASON =
            EnumSet.of(ExecutionStatus.RUNNING, ExecutionStatus.SUCCESS, ExecutionStatus.SKIPPED);

    private final Map<ExecutionId, Execution> known = new HashMap<>();
    private final Set<String> sent = new HashSet<>();

    public LegalTransitions() {
        super("S5 transitions");
    }

    @Override
    public void see(Seen seen) {
        if (seen.fact() instanceof Fact.ExecutionStored stored) {
            Execution now = stored.value();
            Execution before = known.put(now.id(), now);
            if (before != null) {
                compare(before, now, stored.reopened());
            }
            now.shards().forEach(shard -> checkAttempts(now, shard));
            checkStatus(now);
        } else if (seen.fact() instanceof Fact.RequestSent request) {
            sent.add(Rows.attemptKey(request.execution(), request.shardIndex(), request.number()));
        } else if (seen.fact() instanceof Fact.Pruned pruned) {
            for (ExecutionId id : pruned.executions()) {
                Execution gone = known.remove(id);
                require(gone == null || gone.status().isFinal(), "%s was unfinished and is gone", gone);
            }
        } else if (seen.fact() instanceof Fact.Ended ended) {
            checkEnd(ended.executions());
        }
    }

    private void compare(Execution before, Execution now, boolean reopened) {
        require(
                before.jobId().equals(now.jobId())
                        && before.fireKey().equals(now.fireKey())
                        && before.fireTime().equals(now.fireTime())
                        && before.traceId().equals(now.traceId()),
                "execution %s is about another fire than before",
                now.id());
        require(
                !before.status().isFinal() || reopened || before.equals(now),
                "execution %s was %s and is %s",
                now.id(),
                before.status(),
                now.status());
        for (ShardRun shard : before.shards()) {
            compare(before, shard, now.shard(shard.index()), reopened);
        }
    }

    private void compare(Execution of, ShardRun before, ShardRun now, boolean reopened) {
        require(
                !before.status().isFinal()
                        || before.status() == now.status()
                        || (reopened && before.status().isFailed()),
                "shard %s of %s was %s and is %s",
                before.index(),
                of.id(),
                before.status(),
                now.status());
        require(now.attempts().size() >= before.attempts().size(), "attempts of %s are gone", of.id());
        for (Attempt attempt : before.attempts()) {
            Attempt present = now.attempts().get(attempt.number() - 1);
            require(
                    attempt.isRunning() ? isSame(of, before, attempt, present) : attempt.equals(present),
                    "attempt %s of %s has become %s",
                    attempt,
                    of.id(),
                    present);
        }
    }

    /** What was written ahead and has not left gets a greater token when it does. */
    private boolean isSame(Execution of, ShardRun shard, Attempt before, Attempt now) {
        boolean hasLeft = sent.contains(Rows.attemptKey(of.id(), shard.index(), before.number()));
        return hasLeft
                ? before.token().equals(now.token())
                : before.token().value() <= now.token().value();
    }

    private void checkAttempts(Execution execution, ShardRun shard) {
        List<Attempt> attempts = shard.attempts();
        for (int i = 0; i < attempts.size(); i++) {
            boolean runs = i == attempts.size() - 1 && shard.status() == ShardStatus.RUNNING;
            require(
                    attempts.get(i).number() == i + 1 && attempts.get(i).isRunning() == runs,
                    "attempts of %s do not fit shard %s",
                    execution.id(),
                    shard);
        }
        boolean waits = shard.status() == ShardStatus.PENDING && attempts.size() >= shard.budgetFrom();
        require((shard.retryAt() != null) == waits, "retry time of %s: %s", execution.id(), shard);
    }

    private void checkStatus(Execution execution) {
        ExecutionStatus status = execution.status();
        require((execution.finishedAt() != null) == status.isFinal(), "end of %s: %s", execution.id(), execution);
        require(execution.reason() != null || WITHOUT_REASON.contains(status), "%s has no reason", execution);
        if (!execution.shards().isEmpty()) {
            ExecutionStatus expected = expected(execution, status);
            require(status == expected, "status of %s is %s, not %s", execution.id(), status, expected);
        }
    }

    private ExecutionStatus expected(Execution execution, ExecutionStatus status) {
        Set<ShardStatus> shards = EnumSet.noneOf(ShardStatus.class);
        execution.shards().forEach(shard -> shards.add(shard.status()));
        if (shards.contains(ShardStatus.RUNNING)) {
            return ExecutionStatus.RUNNING;
        } else if (shards.contains(ShardStatus.PENDING)) {
            return ExecutionStatus.PENDING;
        } else if (shards.contains(ShardStatus.CANCELLED)) {
            return ExecutionStatus.CANCELLED;
        }
        boolean success = shards.remove(ShardStatus.SUCCESS);
        boolean skipped = shards.remove(ShardStatus.SKIPPED);
        if (shards.isEmpty()) {
            return success || !skipped ? ExecutionStatus.SUCCESS : ExecutionStatus.SKIPPED;
        }
        boolean oneOfThem = shards.stream().anyMatch(shard -> shard.name().equals(status.name()));
        return success ? ExecutionStatus.PARTIAL : oneOfThem ? status : ExecutionStatus.FAILURE;
    }

    private void checkEnd(List<Execution> executions) {
        Map<ExecutionId, Execution> left = new HashMap<>(known);
        for (Execution execution : executions) {
            require(execution.equals(left.remove(execution.id())), "row of %s changed unseen", execution.id());
        }
        require(left.isEmpty(), "rows have disappeared: %s", left.keySet());
    }
}
