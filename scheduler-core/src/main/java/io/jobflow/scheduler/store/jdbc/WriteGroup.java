package io.jobflow.scheduler.store.jdbc;

import io.jobflow.scheduler.execution.Attempt;
import io.jobflow.scheduler.execution.Backfill;
import io.jobflow.scheduler.execution.Execution;
import io.jobflow.scheduler.execution.ExecutionId;
import io.jobflow.scheduler.execution.Reason;
import io.jobflow.scheduler.execution.ShardRun;
import io.jobflow.scheduler.job.JobId;
import io.jobflow.scheduler.store.StoreWrite;
import io.jobflow.scheduler.store.StoreWrite.DiscardLetter;
import io.jobflow.scheduler.store.StoreWrite.RecordReopening;
import io.jobflow.scheduler.store.jdbc.AttemptTable.AttemptOf;
import io.jobflow.scheduler.store.jdbc.AttemptTable.Renewal;
import io.jobflow.scheduler.store.jdbc.DeadLetterTable.Letter;
import io.jobflow.scheduler.store.jdbc.DeadLetterTable.Redrive;
import io.jobflow.scheduler.store.jdbc.ShardTable.ShardOf;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Writes that do not depend on each other's order, sorted by table so that each table takes one batch. A write that
 * touches a shard for the second time does not fit and begins the next group; thus order is kept where it matters.
 */
final class WriteGroup {

    /** Stands for all shards of an execution. */
    private static final int WHOLE = -1;

    /** The last next fire time of each job. */
    final Map<JobId, NextFire> nextFires = new LinkedHashMap<>();
    /** The jobs of triggers by hand, which move nothing on. */
    final Set<JobId> triggeredJobs = new TreeSet<>();

    final List<NewExecution> newExecutions = new ArrayList<>();
    final List<AttemptOf> starts = new ArrayList<>();
    final List<Renewal> renewals = new ArrayList<>();
    final List<AttemptOf> ends = new ArrayList<>();
    final List<ShardOf> shards = new ArrayList<>();
    /** The last state of each execution. */
    final Map<ExecutionId, Execution> executions = new LinkedHashMap<>();

    /** Executions whose state was given as a whole. */
    final List<Execution> updated = new ArrayList<>();

    private final List<Execution> started = new ArrayList<>();

    /** The last state of each backfill. */
    final Map<Long, Backfill> backfills = new LinkedHashMap<>();

    final List<Letter> letters = new ArrayList<>();
    final List<Redrive> redrives = new ArrayList<>();
    final List<RecordReopening> reopenings = new ArrayList<>();
    final List<DiscardLetter> discards = new ArrayList<>();

    private final Map<ExecutionId, Set<Integer>> touched = new HashMap<>();

    /** A job's next fire time. */
    record NextFire(JobId job, @Nullable Instant at) {}

    /**
     * An execution to be inserted.
     *
     * @param position where its write stands in the batch
     */
    record NewExecution(int position, Execution execution) {}

    /**
     * Takes a write, if it fits.
     *
     * @param position where it stands in the batch
     * @return false when the group must be carried out first
     */
    boolean add(int position, StoreWrite write) {
        if (write instanceof StoreWrite.RecordFires fires) {
            return addFires(position, fires);
        } else if (write instanceof StoreWrite.RecordTrigger trigger) {
            return addTrigger(position, trigger.execution());
        } else if (write instanceof StoreWrite.AdvanceBackfill advance) {
            return addAdvance(position, advance);
        } else if (write instanceof StoreWrite.StartAttempt start) {
            return addStart(start);
        } else if (write instanceof StoreWrite.RenewAttempt renewal) {
            return addRenewal(renewal);
        } else if (write instanceof StoreWrite.SettleAttempt settle) {
            return addSettle(settle);
        } else if (write instanceof StoreWrite.UpdateExecution update) {
            return addUpdate(update);
        } else if (write instanceof RecordReopening reopening) {
            return reopenings.add(reopening);
        } else if (write instanceof DiscardLetter discard) {
            return addDiscard(discard);
        }
        throw new IllegalArgumentException("unknown write " + write);
    }

    private boolean addFires(int position, StoreWrite.RecordFires fires) {
        if (fires.executions().stream().anyMatch(execution -> touched.containsKey(execution.id()))) {
            return false;
        }
        nextFires.put(fires.job(), new NextFire(fires.job(), fires.nextFire()));
        fires.executions().forEach(execution -> addNew(position, execution));
        return true;
    }

    private boolean addTrigger(int position, Execution execution) {
        if (!addNew(position, execution)) {
            return false;
        }
        triggeredJobs.add(execution.jobId());
        return true;
    }

    private boolean addAdvance(int position, StoreWrite.AdvanceBackfill advance) {
        if (advance.executions().stream().anyMatch(execution -> touched.containsKey(execution.id()))) {
            return false;
        }
        backfills.put(advance.backfill().id(), advance.backfill());
        advance.executions().forEach(execution -> addNew(position, execution));
        return true;
    }

    private boolean addNew(int position, Execution execution) {
        if (!execution.traceId().startsWith(execution.id().toTracePrefix())) {
            throw Refusals.ofForeignTraceId(execution);
        }
        return touch(execution.id(), WHOLE) && newExecutions.add(new NewExecution(position, execution));
    }

    private boolean addStart(StoreWrite.StartAttempt start) {
        return addRunning(start.execution(), start.shardIndex(), starts) && started.add(start.execution());
    }

    private boolean addRenewal(StoreWrite.RenewAttempt renewal) {
        List<AttemptOf> attempt = new ArrayList<>(1);
        if (!addRunning(renewal.execution(), renewal.shardIndex(), attempt)) {
            return false;
        }
        renewals.add(new Renewal(attempt.get(0), renewal.before()));
        return true;
    }

    private boolean addSettle(StoreWrite.SettleAttempt settle) {
        if (!addShard(settle.execution(), settle.shardIndex(), ends)) {
            return false;
        }
        Reason reason = settle.deadLetter();
        Instant at = ends.get(ends.size() - 1).attempt().finishedAt();
        if (at == null) {
            throw Refusals.ofRunning(ends.get(ends.size() - 1));
        }
        if (reason != null) {
            letters.add(new Letter(settle.execution(), reason, at));
        }
        return true;
    }

    private boolean addShard(Execution execution, int shardIndex, List<AttemptOf> attempts) {
        return addRunning(execution, shardIndex, attempts)
                && shards.add(new ShardOf(execution.id(), execution.shard(shardIndex)));
    }

    /** The attempt's row says that its shard runs, so that the shard's is left as it is; see {@link ShardTable#map}. */
    private boolean addRunning(Execution execution, int shardIndex, List<AttemptOf> attempts) {
        if (!touch(execution.id(), shardIndex)) {
            return false;
        }
        ShardRun shard = execution.shard(shardIndex);
        Attempt attempt = shard.lastAttempt();
        if (attempt == null) {
            throw Refusals.ofNoAttempt(execution, shardIndex);
        }
        attempts.add(new AttemptOf(execution.id(), shardIndex, attempt));
        executions.put(execution.id(), execution);
        return true;
    }

    private boolean addUpdate(StoreWrite.UpdateExecution update) {
        Execution execution = update.execution();
        boolean overtakes = update.redrivenAt() != null && !discards.isEmpty();
        if (overtakes || !touch(execution.id(), WHOLE)) {
            return false;
        }
        execution.shards().forEach(shard -> shards.add(new ShardOf(execution.id(), shard)));
        executions.put(execution.id(), execution);
        updated.add(execution);
        Instant redrivenAt = update.redrivenAt();
        if (redrivenAt != null) {
            redrives.add(new Redrive(execution, redrivenAt));
        }
        return true;
    }

    /** Of a redrive and a discard of the same letter the earlier one holds. */
    private boolean addDiscard(DiscardLetter discard) {
        return redrives.isEmpty() && discards.add(discard);
    }

    /** Executions that may have waited their turn until now: one whose attempt is settled has not. */
    List<Execution> mayHaveWaited() {
        List<Execution> all = new ArrayList<>(started);
        all.addAll(updated);
        return all;
    }

    private boolean touch(ExecutionId execution, int shard) {
        Set<Integer> before = touched.computeIfAbsent(execution, id -> new HashSet<>());
        if (before.contains(WHOLE) || (shard == WHOLE && !before.isEmpty())) {
            return false;
        }
        return before.add(shard);
    }
}
