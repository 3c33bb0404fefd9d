package io.jobflow.scheduler.store;

import io.jobflow.scheduler.execution.Backfill;
import io.jobflow.scheduler.execution.Execution;
import io.jobflow.scheduler.execution.ExecutionId;
import io.jobflow.scheduler.execution.FencingToken;
import io.jobflow.scheduler.execution.Reason;
import io.jobflow.scheduler.execution.Reopening;
import io.jobflow.scheduler.job.Job;
import io.jobflow.scheduler.job.JobId;
import io.jobflow.scheduler.schedule.BusinessCalendar;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One change of the store; see {@link JobStore} for what a batch of them promises. */
public sealed interface StoreWrite {

    /**
     * Creates the job or replaces what is stored under its id. A deleted job gives its name free and stays deleted: a
     * later save of it as living changes nothing.
     */
    record SaveJob(Job job) implements StoreWrite {}

    /**
     * Writes down fires and moves the job on; without fires it only moves the job on. An execution whose fire key the job
     * has already used is left out and named in {@link WriteResult#duplicates()}; the rest is written.
     *
     * @param nextFire the job's next fire time; null when it has none
     * @param executions with their shards and any attempts that are about to be sent, or planned to be
     */
    record RecordFires(JobId job, @Nullable Instant nextFire, List<Execution> executions) implements StoreWrite {}

    /**
     * Takes planned executions back, with their shards and attempts, as if they had never been written, and sets the job's
     * next fire time. One that is not there stays away; one that is not planned any more refuses the batch.
     *
     * @param nextFire the job's next fire time; null when it has none
     */
    record WithdrawFires(JobId job, @Nullable Instant nextFire, List<ExecutionId> executions) implements StoreWrite {}

    /**
     * Writes down a trigger by hand, with its shards and any attempts that are about to be sent. When the job has used
     * its fire key already, nothing is written and {@link WriteResult#duplicates()} holds the execution that has it.
     */
    record RecordTrigger(Execution execution) implements StoreWrite {}

    /**
     * Creates the backfill or brings it to the state given, and writes down the executions that it has made meanwhile,
     * with their shards and any attempts that are about to be sent.
     */
    record AdvanceBackfill(Backfill backfill, List<Execution> executions) implements StoreWrite {}

    /** Inserts the newest attempt of one shard and brings shard and execution to the state given. */
    record StartAttempt(Execution execution, int shardIndex) implements StoreWrite {}

    /**
     * Brings the newest attempt of one shard, which is written as running, up to date: instance, token, start and deadline
     * become the ones given, shard and execution come to the state given. Used for an attempt that was planned ahead: it
     * has left on time, or it leaves only now and its row must say so first.
     *
     * @param before the token it was written with; the one given may be another if nothing was sent with the first
     */
    record RenewAttempt(Execution execution, int shardIndex, FencingToken before) implements StoreWrite {}

    /**
     * Completes the newest attempt of one shard and brings shard and execution to the state given. A final failure
     * leaves a dead letter.
     *
     * @param deadLetter why a person must look at it; null when the execution goes on or ended well
     */
    record SettleAttempt(
            Execution execution, int shardIndex, @Nullable Reason deadLetter) implements StoreWrite {}

    /**
     * Brings an execution and all its shards to the state given, attempts untouched, and marks its waiting dead letters
     * as redriven. Used to reopen a final execution and to cancel a pending one.
     *
     * @param redrivenAt null when dead letters stay as they are
     */
    record UpdateExecution(Execution execution, @Nullable Instant redrivenAt) implements StoreWrite {}

    /**
     * Writes down that a person sent an execution again, and gives it the fire span id and the request body of its new
     * life. Where its shards stand is another write's to say, of the same batch.
     */
    record RecordReopening(ExecutionId execution, Reopening reopening) implements StoreWrite {}

    /**
     * Takes a dead letter off the list without sending its execution again. A letter that waits no more stays as it is.
     *
     * @param note what the person wrote; null when nothing
     */
    record DiscardLetter(long id, Instant at, @Nullable String note) implements StoreWrite {}

    /**
     * Removes finished executions with all that belongs to them, and deleted jobs that have no execution left, with
     * their backfills. What is gone already, is not finished, or has executions, is passed over. Executions that
     * {@link WriteResult#duplicates()} of an earlier write of the same batch names stay.
     */
    record Prune(List<ExecutionId> executions, List<JobId> jobs) implements StoreWrite {}

    /** Creates a calendar or replaces the one with its name. */
    record SaveCalendar(BusinessCalendar calendar) implements StoreWrite {}

    /** Removes a calendar; one that is not there is removed already. The caller sees to it that no job names it. */
    record DeleteCalendar(String name) implements StoreWrite {}
}
