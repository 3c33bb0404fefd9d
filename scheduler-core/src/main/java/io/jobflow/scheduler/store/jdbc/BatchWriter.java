package io.jobflow.scheduler.store.jdbc;

import io.jobflow.scheduler.execution.Execution;
import io.jobflow.scheduler.execution.ExecutionId;
import io.jobflow.scheduler.execution.ShardRun;
import io.jobflow.scheduler.job.JobId;
import io.jobflow.scheduler.store.StoreWrite;
import io.jobflow.scheduler.store.jdbc.AttemptTable.AttemptOf;
import io.jobflow.scheduler.store.jdbc.AttemptTable.Renewal;
import io.jobflow.scheduler.store.jdbc.WriteGroup.NewExecution;
import io.jobflow.scheduler.store.jdbc.WriteGroup.NextFire;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Turns a batch of writes into statements, inside a transaction that somebody else begins and ends.
 *
 * <p>Every statement may be repeated: an insert leaves a row alone that is there already, an attempt is completed only
 * while it runs and by its token. A statement that changed nothing is never taken on trust: either the rows say that this
 * very write was applied before, or the batch is refused.
 */
final class BatchWriter {

    private final ExecutionTable executions;
    private final UnfinishedTable unfinished;
    private final WaitingTable waiting;
    private final ShardTable shards;
    private final AttemptTable attempts;
    private final BackfillTable backfills;
    private final DeadLetterTable deadLetters;
    private final ReopeningTable reopenings;

    BatchWriter(SqlDialect dialect) {
        this.executions = new ExecutionTable(dialect);
        this.unfinished = new UnfinishedTable(dialect);
        this.waiting = new WaitingTable(dialect);
        this.shards = new ShardTable(dialect);
        this.attempts = new AttemptTable(dialect);
        this.backfills = new BackfillTable(dialect);
        this.deadLetters = new DeadLetterTable(dialect);
        this.reopenings = new ReopeningTable(dialect);
    }

    /**
     * Carries out a batch.
     *
     * @return for each write, by position, the executions that were left out with the ids of those that hold their keys;
     *     writes without any are absent
     */
    Map<Integer, Map<ExecutionId, ExecutionId>> apply(WriteSession session, List<StoreWrite> batch)
            throws SQLException {
        Map<Integer, Map<ExecutionId, ExecutionId>> holders = new TreeMap<>();
        WriteGroup group = new WriteGroup();
        for (int position = 0; position < batch.size(); position++) {
            StoreWrite write = batch.get(position);
            if (standsAlone(write)) {
                apply(session, group, holders);
                group = new WriteGroup();
                applyAlone(session, write, holders);
            } else if (!group.add(position, write)) {
                apply(session, group, holders);
                group = new WriteGroup();
                group.add(position, write);
            }
        }
        apply(session, group, holders);
        return holders;
    }

    /** Whether a write is rare and carried out by itself, in its place between the groups. */
    private static boolean standsAlone(StoreWrite write) {
        return write instanceof StoreWrite.SaveJob
                || write instanceof StoreWrite.WithdrawFires
                || write instanceof StoreWrite.SaveCalendar
                || write instanceof StoreWrite.DeleteCalendar
                || write instanceof StoreWrite.Prune;
    }

    private static void applyAlone(
            WriteSession session, StoreWrite write, Map<Integer, Map<ExecutionId, ExecutionId>> holders)
            throws SQLException {
        if (write instanceof StoreWrite.SaveJob save) {
            JobTable.save(session, save.job());
        } else if (write instanceof StoreWrite.WithdrawFires withdrawal) {
            withdraw(session, withdrawal);
        } else if (write instanceof StoreWrite.SaveCalendar save) {
            CalendarTable.save(session, save.calendar());
        } else if (write instanceof StoreWrite.DeleteCalendar delete) {
            CalendarTable.delete(session, delete.name());
        } else if (write instanceof StoreWrite.Prune prune) {
            Pruning.apply(session, prune, holders.values());
        }
    }

    private void apply(WriteSession session, WriteGroup group, Map<Integer, Map<ExecutionId, ExecutionId>> holders)
            throws SQLException {
        moveJobsOn(session, group);
        backfills.save(session, group.backfills.values());
        insertExecutions(session, group, holders);
        startAttempts(session, group.starts);
        renewAttempts(session, group.renewals);
        endAttempts(session, group.ends);
        changeStates(session, group);
        deadLetters.insert(session, group.letters);
        DeadLetterTable.redrive(session, group.redrives);
        DeadLetterTable.discard(session, group.discards);
        recordReopenings(session, group.reopenings);
    }

    private void recordReopenings(WriteSession session, List<StoreWrite.RecordReopening> writes) throws SQLException {
        int[] counts = ReopeningTable.beginLives(session, writes);
        for (int i = 0; i < counts.length; i++) {
            ExecutionId id = writes.get(i).execution();
            if (counts[i] == 0 && !ExecutionTable.isStored(session, id)) {
                throw Refusals.ofUnknown("execution \"" + id + "\"");
            }
        }
        reopenings.insert(session, writes);
    }

    private static void moveJobsOn(WriteSession session, WriteGroup group) throws SQLException {
        moveJobsOn(session, List.copyOf(group.nextFires.values()));
        for (JobId job : group.triggeredJobs) {
            requireJob(session, 0, job);
        }
    }

    private static void moveJobsOn(WriteSession session, List<NextFire> nextFires) throws SQLException {
        int[] counts = JobTable.updateNextFires(session, nextFires);
        for (int i = 0; i < counts.length; i++) {
            requireJob(session, counts[i], nextFires.get(i).job());
        }
    }

    private static void withdraw(WriteSession session, StoreWrite.WithdrawFires withdrawal) throws SQLException {
        moveJobsOn(session, List.of(new NextFire(withdrawal.job(), withdrawal.nextFire())));
        int[] counts = PlannedRows.delete(session, withdrawal.executions());
        for (int i = 0; i < counts.length; i++) {
            ExecutionId id = withdrawal.executions().get(i);
            if (counts[i] == 0 && ExecutionTable.isStored(session, id)) {
                throw Refusals.ofBegun(id);
            }
        }
    }

    private static void requireJob(WriteSession session, int count, JobId job) throws SQLException {
        if (count == 0 && !JobTable.isStored(session, job)) {
            throw Refusals.ofUnknownJob(job);
        }
    }

    private void insertExecutions(
            WriteSession session, WriteGroup group, Map<Integer, Map<ExecutionId, ExecutionId>> holders)
            throws SQLException {
        List<Execution> all =
                group.newExecutions.stream().map(NewExecution::execution).toList();
        int[] counts = executions.insert(session, all);
        List<Execution> stored = new ArrayList<>(all.size());
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] != 0 || !isLeftOut(session, group.newExecutions.get(i), holders)) {
                stored.add(all.get(i));
            }
        }
        unfinished.insertNew(session, stored);
        waiting.insert(session, stored);
        shards.insert(session, stored);
        startAttempts(session, attemptsOf(stored));
    }

    /** Finds out why an execution was not inserted: it is there already, its fire key is taken, or its ids are. */
    private static boolean isLeftOut(
            WriteSession session, NewExecution one, Map<Integer, Map<ExecutionId, ExecutionId>> holders)
            throws SQLException {
        long holder = ExecutionTable.findHolder(session, one.execution());
        if (holder == 0) {
            throw Refusals.ofTakenId(one.execution());
        }
        if (holder == one.execution().id().value()) {
            return false;
        }
        holders.computeIfAbsent(one.position(), position -> new TreeMap<>())
                .put(one.execution().id(), new ExecutionId(holder));
        return true;
    }

    private static List<AttemptOf> attemptsOf(List<Execution> executions) {
        List<AttemptOf> all = new ArrayList<>();
        for (Execution execution : executions) {
            for (ShardRun shard : execution.shards()) {
                shard.attempts().forEach(attempt -> all.add(new AttemptOf(execution.id(), shard.index(), attempt)));
            }
        }
        return all;
    }

    private void startAttempts(WriteSession session, List<AttemptOf> starts) throws SQLException {
        int[] counts = attempts.insert(session, starts);
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] == 0 && !AttemptTable.isSame(session, starts.get(i))) {
                throw Refusals.ofOtherAttempt(starts.get(i));
            }
        }
    }

    private static void renewAttempts(WriteSession session, List<Renewal> renewals) throws SQLException {
        int[] counts = AttemptTable.renew(session, renewals);
        for (int i = 0; i < counts.length; i++) {
            AttemptOf attempt = renewals.get(i).attempt();
            if (counts[i] == 0 && !AttemptTable.isSame(session, attempt)) {
                throw Refusals.ofOtherAttempt(attempt);
            }
        }
    }

    private static void endAttempts(WriteSession session, List<AttemptOf> ends) throws SQLException {
        int[] counts = AttemptTable.complete(session, ends);
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] == 0 && !AttemptTable.hasEndedSo(session, ends.get(i))) {
                throw Refusals.ofOtherEnd(ends.get(i));
            }
        }
    }

    private void changeStates(WriteSession session, WriteGroup group) throws SQLException {
        int[] counts = ShardTable.update(session, group.shards);
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] == 0 && !ShardTable.isStored(session, group.shards.get(i))) {
                throw Refusals.ofUnknown(group.shards.get(i));
            }
        }
        List<Execution> changed = List.copyOf(group.executions.values());
        counts = ExecutionTable.update(session, changed);
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] == 0
                    && !ExecutionTable.isStored(session, changed.get(i).id())) {
                throw Refusals.ofUnknown("execution \"" + changed.get(i).id() + "\"");
            }
        }
        unfinished.insert(session, group.updated);
        waiting.insert(session, changed);
        WaitingTable.delete(session, group.mayHaveWaited());
        UnfinishedTable.delete(session, changed);
    }
}
