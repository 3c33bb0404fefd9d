package io.jobflow.scheduler.store.memory;

import io.jobflow.scheduler.execution.Attempt;
import io.jobflow.scheduler.execution.Execution;
import io.jobflow.scheduler.execution.ExecutionId;
import io.jobflow.scheduler.execution.ExecutionStatus;
import io.jobflow.scheduler.execution.FencingToken;
import io.jobflow.scheduler.execution.Reason;
import io.jobflow.scheduler.execution.Reopening;
import io.jobflow.scheduler.execution.ShardRun;
import io.jobflow.scheduler.job.Job;
import io.jobflow.scheduler.job.JobId;
import io.jobflow.scheduler.store.RefusedWriteException;
import io.jobflow.scheduler.store.StoreWrite;
import io.jobflow.scheduler.store.WriteResult;
import io.jobflow.scheduler.store.memory.Tables.FireOf;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Applies writes to {@link Tables}, one at a time. Guarded by the store. */
final class MemoryWriter {

    private final Tables tables;
    private final DeadLetters letters;

    MemoryWriter(Tables tables) {
        this.tables = tables;
        this.letters = new DeadLetters(tables);
    }

    WriteResult apply(StoreWrite write) {
        if (write instanceof StoreWrite.SaveJob save) {
            saveJob(save.job());
        } else if (write instanceof StoreWrite.RecordFires fires) {
            return recordFires(fires);
        } else if (write instanceof StoreWrite.RecordTrigger trigger) {
            return insert(List.of(trigger.execution()));
        } else if (write instanceof StoreWrite.AdvanceBackfill advance) {
            findJob(advance.backfill().jobId());
            tables.set(tables.backfills, advance.backfill().id(), advance.backfill());
            return insert(advance.executions());
        } else if (write instanceof StoreWrite.StartAttempt start) {
            startAttempt(start.execution(), start.shardIndex());
        } else if (write instanceof StoreWrite.WithdrawFires withdrawal) {
            withdraw(withdrawal);
        } else if (write instanceof StoreWrite.RenewAttempt renewal) {
            renewAttempt(renewal.execution(), renewal.shardIndex(), renewal.before());
        } else if (write instanceof StoreWrite.SettleAttempt settle) {
            settleAttempt(settle.execution(), settle.shardIndex(), settle.deadLetter());
        } else if (write instanceof StoreWrite.UpdateExecution update) {
            updateExecution(update.execution(), update.redrivenAt());
        } else if (write instanceof StoreWrite.RecordReopening recorded) {
            recordReopening(find(recorded.execution()), recorded.reopening());
        } else if (write instanceof StoreWrite.DiscardLetter discard) {
            letters.discard(discard.id(), discard.at(), discard.note());
        } else if (write instanceof StoreWrite.SaveCalendar save) {
            tables.set(tables.calendars, save.calendar().name(), save.calendar());
        } else if (write instanceof StoreWrite.DeleteCalendar delete) {
            tables.set(tables.calendars, delete.name(), null);
        }
        return WriteResult.APPLIED;
    }

    private void saveJob(Job job) {
        Job before = tables.jobs.get(job.id());
        if (before != null && before.deletedAt() != null && job.deletedAt() == null) {
            return;
        }
        if (before != null && before.deletedAt() == null) {
            tables.set(tables.names, before.name(), null);
        }
        if (job.deletedAt() == null) {
            require(!tables.names.containsKey(job.name()), "the name \"" + job.name() + "\" is taken by another job");
            tables.set(tables.names, job.name(), job.id());
        }
        tables.set(tables.jobs, job.id(), job);
    }

    private WriteResult recordFires(StoreWrite.RecordFires fires) {
        Job job = findJob(fires.job());
        tables.set(tables.jobs, job.id(), job.withNextFire(fires.nextFire()));
        return insert(fires.executions());
    }

    private WriteResult insert(List<Execution> executions) {
        Map<ExecutionId, Execution> duplicates = new LinkedHashMap<>();
        for (Execution execution : executions) {
            findJob(execution.jobId());
            boolean own = execution.traceId().startsWith(execution.id().toTracePrefix());
            require(own, "the trace id of execution \"" + execution.id() + "\" does not begin with its id");
            FireOf fire = new FireOf(execution.jobId(), execution.fireKey());
            ExecutionId holder = tables.fires.get(fire);
            if (holder == null) {
                insert(execution, fire);
            } else if (!holder.equals(execution.id())) {
                duplicates.put(execution.id(), find(holder));
            }
        }
        return duplicates.isEmpty() ? WriteResult.APPLIED : new WriteResult(duplicates);
    }

    private void insert(Execution execution, FireOf fire) {
        boolean free = !tables.executions.containsKey(execution.id());
        require(free, "execution \"" + execution.id() + "\" has the id of another execution");
        tables.set(tables.fires, fire, execution.id());
        put(execution);
    }

    private void startAttempt(Execution given, int shardIndex) {
        Execution stored = find(given.id());
        Attempt fresh = lastAttempt(given, shardIndex);
        List<Attempt> attempts = new ArrayList<>(storedShard(stored, shardIndex).attempts());
        Attempt known = withNumber(attempts, fresh.number());
        if (known == null) {
            attempts.add(fresh);
        } else {
            require(known.token().equals(fresh.token()), "attempt " + fresh.number() + " is stored with another token");
        }
        put(merged(stored, given, List.of(shardWith(given.shard(shardIndex), attempts))));
    }

    private void withdraw(StoreWrite.WithdrawFires withdrawal) {
        Job job = findJob(withdrawal.job());
        tables.set(tables.jobs, job.id(), job.withNextFire(withdrawal.nextFire()));
        for (ExecutionId id : withdrawal.executions()) {
            Execution stored = tables.executions.get(id);
            if (stored != null) {
                require(
                        stored.status() == ExecutionStatus.PLANNED,
                        "execution \"" + id + "\" is not planned any more, so it cannot be withdrawn");
                tables.set(tables.executions, id, null);
                tables.set(tables.unfinished, id, null);
                tables.set(tables.fires, new FireOf(stored.jobId(), stored.fireKey()), null);
            }
        }
    }

    private void renewAttempt(Execution given, int shardIndex, FencingToken before) {
        Execution stored = find(given.id());
        Attempt fresh = lastAttempt(given, shardIndex);
        List<Attempt> attempts = new ArrayList<>(storedShard(stored, shardIndex).attempts());
        Attempt known = withNumber(attempts, fresh.number());
        boolean isRunning = known != null
                && known.isRunning()
                && (known.token().equals(before) || known.token().equals(fresh.token()));
        require(
                isRunning || (known != null && known.token().equals(fresh.token())),
                "attempt " + fresh.number() + " is stored with another token");
        if (known != null && isRunning) {
            attempts.set(attempts.indexOf(known), fresh);
        }
        put(merged(stored, given, List.of(shardWith(given.shard(shardIndex), attempts))));
    }

    private void settleAttempt(Execution given, int shardIndex, @Nullable Reason deadLetter) {
        Execution stored = find(given.id());
        Attempt ended = lastAttempt(given, shardIndex);
        Instant at = ended.finishedAt();
        if (at == null) {
            throw refusal("attempt " + ended.number() + " is to be settled but has not ended");
        }
        List<Attempt> attempts = new ArrayList<>(storedShard(stored, shardIndex).attempts());
        Attempt known = withNumber(attempts, ended.number());
        require(
                known != null
                        && known.token().equals(ended.token())
                        && (known.isRunning() || known.status() == ended.status()),
                "attempt " + ended.number() + " is not running with this token, and has not ended so");
        if (known != null && known.isRunning()) {
            attempts.set(attempts.indexOf(known), ended);
        }
        put(merged(stored, given, List.of(shardWith(given.shard(shardIndex), attempts))));
        if (deadLetter != null) {
            letters.leave(find(given.id()), given, deadLetter, at);
        }
    }

    private void updateExecution(Execution given, @Nullable Instant redrivenAt) {
        Execution stored = find(given.id());
        List<ShardRun> shards = new ArrayList<>();
        for (ShardRun shard : given.shards()) {
            shards.add(shardWith(shard, storedShard(stored, shard.index()).attempts()));
        }
        put(merged(stored, given, shards));
        if (redrivenAt != null) {
            letters.redrive(given, redrivenAt);
        }
    }

    private void recordReopening(Execution stored, Reopening act) {
        List<Reopening> acts = new ArrayList<>(tables.reopenings.getOrDefault(stored.id(), List.of()));
        if (acts.stream().noneMatch(known -> known.fireSpanId().equals(act.fireSpanId()))) {
            acts.add(act);
            tables.set(tables.reopenings, stored.id(), List.copyOf(acts));
        }
        put(stored.inNewLife(act));
    }

    /**
     * Removes finished executions, but not those that the batch has named as holders of a fire key, and deleted jobs
     * without executions.
     */
    WriteResult prune(StoreWrite.Prune prune, Set<ExecutionId> named) {
        for (ExecutionId id : prune.executions()) {
            Execution stored = tables.executions.get(id);
            if (stored != null && stored.status().isFinal() && !named.contains(id)) {
                remove(stored);
            }
        }
        for (JobId id : prune.jobs()) {
            Job job = tables.jobs.get(id);
            boolean isFree = tables.executions.values().stream()
                    .noneMatch(execution -> execution.jobId().equals(id));
            if (job != null && job.deletedAt() != null && isFree) {
                tables.set(tables.jobs, id, null);
                List.copyOf(tables.backfills.values()).stream()
                        .filter(backfill -> backfill.jobId().equals(id))
                        .forEach(backfill -> tables.set(tables.backfills, backfill.id(), null));
            }
        }
        return WriteResult.APPLIED;
    }

    private void remove(Execution stored) {
        tables.set(tables.executions, stored.id(), null);
        tables.set(tables.fires, new FireOf(stored.jobId(), stored.fireKey()), null);
        tables.set(tables.reopenings, stored.id(), null);
        letters.remove(stored.id());
    }

    private void put(Execution execution) {
        tables.set(tables.executions, execution.id(), execution);
        tables.set(tables.unfinished, execution.id(), execution.status().isFinal() ? null : execution);
    }

    private Job findJob(JobId id) {
        Job job = tables.jobs.get(id);
        if (job == null) {
            throw refusal("job " + id + " is not stored");
        }
        return job;
    }

    private Execution find(ExecutionId id) {
        Execution execution = tables.executions.get(id);
        if (execution == null) {
            throw refusal("execution \"" + id + "\" is not stored");
        }
        return execution;
    }

    private static ShardRun storedShard(Execution stored, int index) {
        require(index < stored.shards().size(), "shard " + index + " is not stored");
        return stored.shard(index);
    }

    private static Attempt lastAttempt(Execution given, int shardIndex) {
        Attempt last = given.shard(shardIndex).lastAttempt();
        if (last == null) {
            throw refusal("shard " + shardIndex + " has no attempt to write down");
        }
        return last;
    }

    private static @Nullable Attempt withNumber(List<Attempt> attempts, int number) {
        for (Attempt attempt : attempts) {
            if (attempt.number() == number) {
                return attempt;
            }
        }
        return null;
    }

    private static ShardRun shardWith(ShardRun state, List<Attempt> attempts) {
        return new ShardRun(
                state.slice(), state.status(), state.retryAt(), state.checkpoint(), state.budgetFrom(), attempts);
    }

    /** What never changes from {@code stored}, where it stands from {@code state}, and some shards replaced. */
    private static Execution merged(Execution stored, Execution state, List<ShardRun> changed) {
        List<ShardRun> shards = new ArrayList<>(stored.shards());
        changed.forEach(shard -> shards.set(shard.index(), shard));
        return new Execution(
                stored.id(),
                stored.jobId(),
                stored.jobName(),
                stored.jobVersion(),
                stored.fireKey(),
                stored.fireTime(),
                stored.trigger(),
                state.status(),
                stored.traceId(),
                stored.fireSpanId(),
                stored.params(),
                stored.requestHash(),
                stored.createdAt(),
                state.startedAt(),
                state.finishedAt(),
                state.reason(),
                shards);
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw refusal(otherwise);
        }
    }

    private static RefusedWriteException refusal(String what) {
        return new RefusedWriteException(what + "; nothing of the batch was written", null);
    }
}
