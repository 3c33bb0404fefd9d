package io.jobflow.scheduler.sim.check;

import io.jobflow.scheduler.engine.EngineSettings;
import io.jobflow.scheduler.execution.Attempt;
import io.jobflow.scheduler.execution.Execution;
import io.jobflow.scheduler.execution.ExecutionId;
import io.jobflow.scheduler.execution.ShardRun;
import io.jobflow.scheduler.job.ConcurrencyPolicy;
import io.jobflow.scheduler.job.ConcurrencyPolicy.Overlap;
import io.jobflow.scheduler.job.JobId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * S7: no more executions of a job are under way than it allows, no more wait than may, and no more attempts run than the
 * scheduler may have, in all and, of those that one process sent, at one service. A limit that was lowered binds what is recorded from then on.
 */
public final class Limits extends Checker {

    private static final int COUNTER_BITS = 40;

    /** An unfinished execution, and the greatest limit in force since it was recorded. */
    private static final class Live {

        Execution value;
        int limit;

        Live(Execution value, int limit) {
            this.value = value;
            this.limit = limit;
        }
    }

    private final EngineSettings settings;
    private final Map<JobId, ConcurrencyPolicy> policies = new HashMap<>();
    private final Map<JobId, ConcurrencyPolicy> greatestInRound = new HashMap<>();
    private final Map<ExecutionId, Live> live = new TreeMap<>();
    private final List<Live> begun = new ArrayList<>();
    private final List<Live> fresh = new ArrayList<>();
    private boolean attemptsStarted;
    private long epoch;

    public Limits(EngineSettings settings) {
        super("S7 limits");
        this.settings = settings;
    }

    @Override
    public void see(Seen seen) {
        if (seen.fact() instanceof Fact.JobSaved saved) {
            int limit = saved.job().definition().concurrency().limit();
            Integer before = limits.put(saved.job().id(), limit);
            limitsInRound.merge(saved.job().id(), before == null ? limit : Math.max(before, limit), Math::max);
            live.values().stream()
                    .filter(one -> one.value.jobId().equals(saved.job().id()))
                    .forEach(one -> one.limit = Math.max(one.limit, limit));
        } else if (seen.fact() instanceof Fact.ExecutionStored stored) {
            stored(stored);
        } else if (seen.fact() instanceof Fact.NodeStarted started) {
            epoch = started.epoch();
        } else if (seen.fact() instanceof Fact.RoundDone || seen.fact() instanceof Fact.NodeLost) {
            check();
        }
    }

    private void stored(Fact.ExecutionStored stored) {
        Execution now = stored.value();
        Live before = live.get(now.id());
        Live one = before;
        if (one == null || stored.reopened()) {
            int limit = limits.getOrDefault(now.jobId(), 1);
            one = new Live(now, Math.max(limit, limitsInRound.getOrDefault(now.jobId(), 0)));
            if (!stored.reopened()) {
                fresh.add(one);
            }
        }
        boolean wasUnderWay = before != null && Rows.isUnderWay(before.value);
        attemptsStarted |= attempts(now) > (before == null ? 0 : attempts(before.value));
        one.value = now;
        if (now.status().isFinal()) {
            live.remove(now.id());
        } else {
            live.put(now.id(), one);
        }
        if (!wasUnderWay && Rows.isUnderWay(now)) {
            begun.add(one);
        }
    }

    private static int attempts(Execution execution) {
        return execution.shards().stream()
                .mapToInt(shard -> shard.attempts().size())
                .sum();
    }

    /** Judges what a commit has left; within one, rows come in an order of their own. */
    private void check() {
        for (Live one : begun) {
            long underWay = live.values().stream()
                    .filter(other -> other.value.jobId().equals(one.value.jobId()) && Rows.isUnderWay(other.value))
                    .count();
            require(
                    !Rows.isUnderWay(one.value) || underWay <= one.limit,
                    "%s executions of job %s are under way, %s are allowed",
                    underWay,
                    one.value.jobId(),
                    one.limit);
        }
        fresh.stream().filter(Limits::waitsForTurn).forEach(this::checkWaiting);
        if (attemptsStarted) {
            checkAttempts();
        }
        begun.clear();
        fresh.clear();
        limitsInRound.clear();
        attemptsStarted = false;
    }

    private static boolean waitsForTurn(Live one) {
        Reason reason = one.value.reason();
        return !one.value.status().isFinal()
                && reason != null
                && reason.code().equals(Reason.WAITING_FOR_TURN)
                && !Rows.isUnderWay(one.value);
    }

    /** One that has just got a place still says that it waits for its turn, so as many more may say so. */
    private void checkWaiting(Live one) {
        long waiting = live.values().stream()
                .filter(other -> other.value.jobId().equals(one.value.jobId()) && waitsForTurn(other))
                .count();
        require(
                waiting <= settings.maxWaitingPerJob() + (long) one.limit,
                "%s executions of job %s wait, %s may",
                waiting,
                one.value.jobId(),
                settings.maxWaitingPerJob());
    }

    private void checkAttempts() {
        Map<String, Integer> byInstance = new TreeMap<>();
        int running = 0;
        for (Live one : live.values()) {
            for (ShardRun shard : one.value.shards()) {
                Attempt last = shard.lastAttempt();
                if (last != null && last.isRunning()) {
                    running++;
                }
                if (last != null && last.isRunning() && last.token().value() >> COUNTER_BITS == epoch) {
                    byInstance.merge(String.valueOf(last.instance()), 1, Integer::sum);
                }
            }
        }
        require(running <= settings.maxInFlight(), "%s attempts run, %s may", running, settings.maxInFlight());
        byInstance.forEach((instance, count) -> require(
                count <= settings.maxInFlightPerService(),
                "%s attempts run at %s, %s may",
                count,
                instance,
                settings.maxInFlightPerService()));
    }
}
