package io.jobflow.scheduler.sim.check;

import io.jobflow.scheduler.engine.EngineSettings;
import io.jobflow.scheduler.execution.Attempt;
import io.jobflow.scheduler.execution.AttemptStatus;
import io.jobflow.scheduler.execution.Execution;
import io.jobflow.scheduler.execution.ExecutionId;
import io.jobflow.scheduler.execution.Outcome;
import io.jobflow.scheduler.execution.Reason;
import io.jobflow.scheduler.execution.ShardRun;
import io.jobflow.scheduler.job.JobDefinition;
import io.jobflow.scheduler.job.JobId;
import io.jobflow.scheduler.job.RetryPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * S8: a request is a recorded attempt that runs, leaves once and not before its fire time; no more attempts than the job
 * allows, none given up early, and none before the wait that the job, or the executor, asked for is over.
 */
public final class AttemptRules extends Checker {

    /** A refusal that waits for the attempt which stands in the way, however long or short. */
    private static final int BLOCKED = 409;

    private final EngineSettings settings;
    private final Map<ExecutionId, Execution> rows = new HashMap<>();
    private final Map<JobId, JobDefinition> jobs = new HashMap<>();
    private final Map<JobId, List<JobDefinition>> recent = new HashMap<>();
    private final Map<String, List<JobDefinition>> inForce = new HashMap<>();
    private final Map<String, List<Outcome>> heard = new HashMap<>();
    private final Set<String> sent = new HashSet<>();

    /** Shards whose wait for a retry was decided by the wall clock as it still is. */
    private final Set<String> measured = new HashSet<>();

    /** Whether something decided by the wall clock as it was before may still become durable. */
    private boolean clockIsNew;

    public AttemptRules(EngineSettings settings) {
        super("S8 attempts");
        this.settings = settings;
    }

    @Override
    public void see(Seen seen) {
        if (seen.fact() instanceof Fact.JobSaved saved) {
            saved(saved.job().id(), saved.job().definition());
        } else if (seen.fact() instanceof Fact.ExecutionStored stored) {
            stored(stored.value(), stored.reopened());
        } else if (seen.fact() instanceof Fact.RequestSent request) {
            sent(request);
        } else if (seen.fact() instanceof Fact.AnswerHeard answer) {
            heard.computeIfAbsent(
                            key(answer.execution(), answer.shardIndex(), answer.number()), key -> new ArrayList<>())
                    .add(answer.outcome());
        } else if (seen.fact() instanceof Fact.RoundDone) {
            recent.clear();
            clockIsNew = false;
        } else if (seen.fact() instanceof Fact.ClockSet || seen.fact() instanceof Fact.NodeStarted) {
            measured.clear();
            clockIsNew = true;
        }
    }

    private static String key(ExecutionId execution, int shardIndex, int number) {
        return Rows.attemptKey(execution, shardIndex, number);
    }

    private void saved(JobId id, JobDefinition definition) {
        JobDefinition before = jobs.put(id, definition);
        List<JobDefinition> lately = recent.computeIfAbsent(id, key -> new ArrayList<>());
        if (before != null) {
            lately.add(before);
        }
        for (Execution row : rows.values()) {
            if (row.jobId().equals(id) && !row.status().isFinal()) {
                row.shards().forEach(shard -> inForce(row, shard).add(definition));
            }
        }
    }

    /** The definitions that were in force since the shard's last verdict about its attempts. */
    private List<JobDefinition> inForce(Execution execution, ShardRun shard) {
        return inForce.computeIfAbsent(execution.id() + "/" + shard.index(), key -> new ArrayList<>());
    }

    private void stored(Execution now, boolean reopened) {
        Execution before = rows.put(now.id(), now);
        JobDefinition present = jobs.get(now.jobId());
        if (present == null) {
            return;
        }
        for (ShardRun shard : now.shards()) {
            ShardRun earlier = before == null ? ShardRun.pending(shard.slice()) : before.shard(shard.index());
            if (before == null || !earlier.equals(shard)) {
                List<JobDefinition> definitions = inForce(now, shard);
                definitions.add(present);
                definitions.addAll(recent.getOrDefault(now.jobId(), List.of()));
                shard.attempts().stream()
                        .skip(earlier.attempts().size())
                        .forEach(attempt -> started(now, shard, earlier, attempt, definitions, reopened));
                ended(now, shard, earlier, definitions);
                if (reopened || hasUsedUpAnAttempt(shard)) {
                    definitions.clear();
                    definitions.add(present);
                    definitions.addAll(recent.getOrDefault(now.jobId(), List.of()));
                }
            }
        }
    }

    private static boolean hasUsedUpAnAttempt(ShardRun shard) {
        Attempt last = shard.lastAttempt();
        return last != null && !last.isRunning() && last.isCounted();
    }

    private void started(
            Execution execution,
            ShardRun shard,
            ShardRun earlier,
            Attempt attempt,
            List<JobDefinition> definitions,
            boolean reopened) {
        int counted = Rows.countedBefore(shard, attempt.number());
        int most = definitions.stream()
                .mapToInt(job -> job.retry().maxAttempts())
                .max()
                .orElse(0);
        require(counted < most, "attempt %s of %s/%s; %s are allowed", attempt, execution.id(), shard.index(), most);
        int rejected = 0;
        for (int i = attempt.number() - 1; i >= shard.budgetFrom() && rejected(shard, i); i--) {
            rejected++;
        }
        require(rejected < settings.maxRejections(), "%s was rejected %s times", execution.id(), rejected);
        Instant retryAt = earlier.retryAt();
        Attempt last = earlier.lastAttempt();
        boolean earlierWaitedForAnother = last != null && last.httpStatus() != null && last.httpStatus() == BLOCKED;
        boolean isMeasured = measured.contains(execution.id() + "/" + shard.index());
        if (retryAt != null && !reopened && !earlierWaitedForAnother && isMeasured) {
            require(
                    !attempt.startedAt().isBefore(retryAt),
                    "attempt %s of %s came before %s",
                    attempt,
                    execution.id(),
                    retryAt);
        }
    }

    private static boolean rejected(ShardRun shard, int number) {
        return shard.attempts().get(number - 1).status() == AttemptStatus.REJECTED;
    }

    private void ended(Execution execution, ShardRun shard, ShardRun earlier, List<JobDefinition> definitions) {
        Attempt last = shard.lastAttempt();
        boolean known = earlier.attempts().size() == shard.attempts().size() && earlier.status() == shard.status();
        if (last == null || last.isRunning() || known) {
            return;
        }
        List<Outcome> outcomes =
                heard.getOrDefault(key(execution.id(), shard.index(), last.number()), List.of()).stream()
                        .filter(outcome -> Rows.isOf(last, outcome))
                        .toList();
        Instant retryAt = shard.retryAt();
        Instant end = last.finishedAt();
        if (retryAt != null && end != null && !shard.status().isFinal()) {
            if (!clockIsNew) {
                measured.add(execution.id() + "/" + shard.index());
            }
            boolean retryable = outcomes.isEmpty() || outcomes.stream().anyMatch(Outcome::retryable);
            require(retryable, "%s is tried again after %s", execution.id(), outcomes);
            Duration wait = Duration.between(end, retryAt);
            Duration least = definitions.stream()
                    .map(job -> leastWait(job.retry(), shard, last, outcomes))
                    .min(Duration::compareTo)
                    .orElse(Duration.ZERO);
            require(wait.compareTo(least) >= 0, "%s waits %s and must %s", execution.id(), wait, least);
        }
        Reason reason = execution.reason();
        if (shard.status().isFinal()
                && reason != null
                && reason.code().equals(Reason.ATTEMPTS_EXHAUSTED)
                && execution.shards().size() == 1) {
            int least = definitions.stream()
                    .mapToInt(job -> job.retry().maxAttempts())
                    .min()
                    .orElse(0);
            int counted = Rows.countedBefore(shard, last.number() + 1);
            require(counted >= least, "%s was given up after %s of %s attempts", execution.id(), counted, least);
        }
    }

    /** What the policy asks for, by arithmetic of its own. */
    private static Duration leastWait(RetryPolicy retry, ShardRun shard, Attempt last, List<Outcome> outcomes) {
        long wait = 0;
        if (last.status() != AttemptStatus.REJECTED) {
            wait = retry.initialDelay().toMillis();
            for (int i = 1; i < Rows.countedBefore(shard, last.number() + 1); i++) {
                wait = retry.backoff() == RetryPolicy.Backoff.EXPONENTIAL ? wait * 2 : wait;
            }
            wait = Math.min(wait, retry.maxDelay().toMillis());
            wait = (long) (wait * (1 - retry.jitter()));
        }
        long asked = outcomes.stream()
                .filter(outcome -> outcome.httpStatus() == null || outcome.httpStatus() != BLOCKED)
                .map(Outcome::retryAfter)
                .mapToLong(after -> after == null ? 0 : after.toMillis())
                .min()
                .orElse(0);
        return Duration.ofMillis(Math.max(wait, Math.min(asked, retry.maxDelay().toMillis())));
    }

    private void sent(Fact.RequestSent request) {
        String attemptKey = key(request.execution(), request.shardIndex(), request.number());
        Execution row = rows.get(request.execution());
        boolean recorded = row != null
                && request.shardIndex() < row.shards().size()
                && row.shard(request.shardIndex()).attempts().stream()
                        .anyMatch(attempt -> attempt.number() == request.number()
                                && attempt.token().equals(request.token()));
        require(recorded, "attempt %s left before it was on record", attemptKey);
        require(sent.add(attemptKey), "attempt %s left twice", attemptKey);
        require(
                !request.wall().isBefore(request.fireTime()),
                "attempt %s left at %s, before its fire time %s",
                attemptKey,
                request.wall(),
                request.fireTime());
    }
}
