package io.jobflow.scheduler.sim.check;

import io.jobflow.scheduler.engine.EngineSettings;
import io.jobflow.scheduler.execution.Attempt;
import io.jobflow.scheduler.execution.Backfill;
import io.jobflow.scheduler.execution.Execution;
import io.jobflow.scheduler.execution.ExecutionId;
import io.jobflow.scheduler.execution.FireKey;
import io.jobflow.scheduler.execution.ShardRun;
import io.jobflow.scheduler.execution.ShardStatus;
import io.jobflow.scheduler.execution.Trigger;
import io.jobflow.scheduler.job.ConcurrencyPolicy;
import io.jobflow.scheduler.job.ConcurrencyPolicy.Overlap;
import io.jobflow.scheduler.job.Job;
import io.jobflow.scheduler.job.JobId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * S7: no more executions of a job are under way than it allows, no more wait than may, whoever was made first goes first,
 * and no more attempts run than the scheduler may have, in all and, of those that one process sent, at one service. A
 * limit that was lowered binds what is recorded from then on.
 */
public final class Limits extends Checker {

    private static final int COUNTER_BITS = 40;

    /** The most that a job allowed during a while. */
    private record Bounds(int limit, int maxQueued, boolean replaces) {

        static Bounds of(Job job) {
            ConcurrencyPolicy policy = job.definition().concurrency();
            return new Bounds(policy.limit(), policy.maxQueued(), policy.overlap() == Overlap.REPLACE);
        }

        Bounds or(Bounds other) {
            return new Bounds(
                    Math.max(limit, other.limit), Math.max(maxQueued, other.maxQueued), replaces || other.replaces);
        }
    }

    /** An unfinished execution, and what its job allowed since it was recorded. */
    private static final class Live {

        Execution value;
        Bounds bounds;
        boolean waitedBefore;

        Live(Execution value, Bounds bounds) {
            this.value = value;
            this.bounds = bounds;
        }
    }

    private static final Bounds NONE = new Bounds(1, 1, false);

    private final EngineSettings settings;
    private final Map<JobId, Bounds> bounds = new HashMap<>();
    private final Map<JobId, Bounds> inRound = new HashMap<>();
    private final Map<ExecutionId, Live> live = new TreeMap<>();
    private final List<Live> begun = new ArrayList<>();
    private final List<Live> fresh = new ArrayList<>();
    private final List<Backfill> backfills = new ArrayList<>();
    private final List<JobId> reopened = new ArrayList<>();
    /** Attempts that have left. */
    private final Set<String> underWay = new HashSet<>();

    private final Set<ExecutionId> reopenedEver = new HashSet<>();
    private boolean attemptsStarted;
    private int inherited;
    private long epoch;

    public Limits(EngineSettings settings) {
        super("S7 limits");
        this.settings = settings;
    }

    @Override
    public void see(Seen seen) {
        if (seen.fact() instanceof Fact.JobSaved saved) {
            saved(saved.job());
        } else if (seen.fact() instanceof Fact.BackfillStored stored) {
            backfills.add(stored.backfill());
        } else if (seen.fact() instanceof Fact.ExecutionStored stored) {
            stored(stored);
        } else if (seen.fact() instanceof Fact.NodeStarted started) {
            epoch = started.epoch();
            inherited = countRunning();
        } else if (seen.fact() instanceof Fact.RequestSent sent) {
            attemptsStarted |= underWay.add(Rows.attemptKey(sent.execution(), sent.shardIndex(), sent.number()));
        } else if (seen.fact() instanceof Fact.RoundDone || seen.fact() instanceof Fact.NodeLost) {
            check(seen.fact() instanceof Fact.RoundDone);
        }
    }

    private void saved(Job job) {
        Bounds now = Bounds.of(job);
        Bounds before = bounds.put(job.id(), now);
        inRound.merge(job.id(), before == null ? now : before.or(now), Bounds::or);
        of(job.id()).forEach(one -> one.bounds = one.bounds.or(now));
    }

    /** Unfinished executions of a job that its limit counts. */
    private Stream<Live> of(JobId job) {
        return live.values().stream().filter(one -> one.value.jobId().equals(job) && !holdsNoPlace(one.value));
    }

    /** A backfill's executions take no place of their job, until they are sent again after an attempt. */
    private static boolean holdsNoPlace(Execution execution) {
        return execution.trigger() == Trigger.BACKFILL
                && execution.shards().stream().allMatch(shard -> shard.budgetFrom() == 1);
    }

    /** A backfill's executions are bounded by the backfill, until they are sent again. */
    private boolean isOfBackfill(Execution execution) {
        return execution.trigger() == Trigger.BACKFILL && isInFirstLife(execution);
    }

    private void checkBackfill(Backfill backfill) {
        String prefix = FireKey.backfillPrefix(backfill.id());
        long unfinished = live.values().stream()
                .filter(one -> one.value.jobId().equals(backfill.jobId())
                        && one.value.fireKey().startsWith(prefix)
                        && isOfBackfill(one.value))
                .count();
        require(unfinished <= backfill.maxConcurrent(), "%s has %s unfinished executions", backfill, unfinished);
    }

    private void stored(Fact.ExecutionStored stored) {
        Execution now = stored.value();
        Live before = live.get(now.id());
        Live one = before;
        if (one == null || stored.reopened()) {
            Bounds present = bounds.getOrDefault(now.jobId(), NONE);
            one = new Live(now, present.or(inRound.getOrDefault(now.jobId(), NONE)));
            (stored.reopened() ? new ArrayList<Live>() : fresh).add(one);
        }
        if (stored.reopened()) {
            reopened.add(now.jobId());
            reopenedEver.add(now.id());
        }
        boolean wasUnderWay = before != null && Rows.isUnderWay(before.value);
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

    private int countRunning() {
        return (int) live.values().stream()
                .flatMap(one -> one.value.shards().stream())
                .filter(shard -> shard.status() == ShardStatus.RUNNING)
                .count();
    }

    /** One that was written ahead waits for a slot until it leaves. */
    private boolean isUnderWay(Execution execution, ShardRun shard, Attempt last) {
        return last.isRunning() && underWay.contains(Rows.attemptKey(execution.id(), shard.index(), last.number()));
    }

    /** Judges what a commit has left; within one, rows come in an order of their own. */
    private void check(boolean isDurable) {
        begun.stream()
                .filter(one -> Rows.isUnderWay(one.value) && !holdsNoPlace(one.value))
                .forEach(this::checkBegun);
        backfills.forEach(this::checkBackfill);
        backfills.clear();
        if (isDurable) { // Before that one whose turn has come may not say so yet.
            fresh.stream().filter(one -> one.value.isWaitingForTurn()).forEach(this::checkWaiting);
        }
        if (attemptsStarted && isDurable) {
            checkAttempts();
            attemptsStarted = false;
        }
        if (!begun.isEmpty() || !fresh.isEmpty() || !reopened.isEmpty()) {
            live.values().forEach(one -> one.waitedBefore = one.value.isWaitingForTurn());
        }
        begun.clear();
        fresh.clear();
        reopened.clear();
        inRound.clear();
    }

    private void checkBegun(Live one) {
        long underWay = of(one.value.jobId())
                .filter(other -> Rows.isUnderWay(other.value))
                .count();
        require(
                underWay <= one.bounds.limit(),
                "%s executions of job %s are under way, %s are allowed",
                underWay,
                one.value.jobId(),
                one.bounds.limit());
        of(one.value.jobId())
                .filter(other -> other.waitedBefore && one.waitedBefore && other.value.isWaitingForTurn())
                .filter(other -> isInFirstLife(other.value))
                .forEach(other -> require(
                        other.value.id().compareTo(one.value.id()) > 0, "%s went before %s", one.value, other.value));
    }

    /**
     * One that was sent again joins the line when others may have been called up already. Its shards do not tell where
     * none had an attempt before.
     */
    private boolean isInFirstLife(Execution execution) {
        return !reopenedEver.contains(execution.id())
                && execution.shards().stream().allMatch(shard -> shard.budgetFrom() == 1);
    }

    /** Those that were sent again by request may wait beyond the bound, and so may what a newer one replaces. */
    private void checkWaiting(Live one) {
        long waiting = of(one.value.jobId())
                .filter(other -> other.value.isWaitingForTurn() && isInFirstLife(other.value))
                .count();
        require(
                one.bounds.replaces() || waiting <= one.bounds.maxQueued(),
                "%s executions of job %s wait, %s may",
                waiting,
                one.value.jobId(),
                one.bounds.maxQueued());
    }

    private void checkAttempts() {
        Map<String, Integer> byInstance = new TreeMap<>();
        int running = 0;
        for (Live one : live.values()) {
            for (ShardRun shard : one.value.shards()) {
                Attempt last = shard.lastAttempt();
                boolean counts = last != null && isUnderWay(one.value, shard, last);
                running += counts ? 1 : 0;
                if (last != null && counts && last.token().value() >> COUNTER_BITS == epoch) {
                    byInstance.merge(String.valueOf(last.instance()), 1, Integer::sum);
                }
            }
        }
        int most = Math.max(settings.maxInFlight(), inherited);
        require(running <= most, "%s attempts run, %s may", running, most);
        byInstance.forEach((instance, count) -> require(
                count <= settings.maxInFlightPerService(),
                "%s attempts run at %s, %s may",
                count,
                instance,
                settings.maxInFlightPerService()));
    }
}
