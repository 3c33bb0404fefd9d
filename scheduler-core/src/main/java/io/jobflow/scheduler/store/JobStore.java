package io.jobflow.scheduler.store;

import io.jobflow.scheduler.execution.Backfill;
import io.jobflow.scheduler.execution.DeadLetter;
import io.jobflow.scheduler.execution.Epoch;
import io.jobflow.scheduler.execution.Execution;
import io.jobflow.scheduler.execution.ExecutionId;
import io.jobflow.scheduler.execution.ExecutionStatus;
import io.jobflow.scheduler.job.Job;
import io.jobflow.scheduler.job.JobId;
import io.jobflow.scheduler.schedule.BusinessCalendar;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * Where everything durable lives. What is promised:
 *
 * <ul>
 *   <li><b>All or nothing.</b> {@link #write} applies every write of a batch in one transaction, in order, or none.
 *   <li><b>Durable.</b> When {@code write} has returned, the batch survives the loss of the process.
 *   <li><b>Fenced.</b> A batch of an epoch that is not the newest is refused with {@link StaleEpochException} and
 *       changes nothing.
 *   <li><b>Repeatable.</b> After a {@link StoreException} nobody knows whether the batch was applied; writing the same
 *       batch again, before any other, is always right and has the effect of writing it once.
 *   <li><b>Nothing swallowed.</b> A write that contradicts what is stored refuses its whole batch with
 *       {@link RefusedWriteException}; it is never skipped.
 *   <li><b>One fire, one record.</b> No two executions of a job have the same fire key.
 * </ul>
 *
 * <p>Instants are kept to the millisecond. Safe for use by many threads; a read sees one state, with all that was
 * committed before it began, and does not wait for a writer.
 */
public interface JobStore extends AutoCloseable {

    /** Begins a new epoch, which ends the one before, and reads what it takes over. */
    Snapshot takeOver();

    /**
     * Applies a batch.
     *
     * @return one result for each write, in order
     * @throws StaleEpochException when a newer epoch has begun
     * @throws RefusedWriteException when a write can never be applied; nothing was written
     * @throws StoreException when the database failed; whether the batch was applied is unknown
     */
    List<WriteResult> write(Epoch epoch, List<StoreWrite> batch);

    /** The living job with a name. */
    Optional<Job> findJob(String name);

    /** Living jobs in name order. */
    Page<Job> listJobs(PageRequest page);

    /** The execution with an id, with its shards and attempts. */
    Optional<Execution> findExecution(ExecutionId id);

    /** The execution with a trace id (32 lower-case hex digits), with its shards and attempts. */
    Optional<Execution> findExecutionByTraceId(String traceId);

    /** Executions that match a filter, with their shards and attempts, newest (greatest id) first. */
    Page<Execution> listExecutions(ExecutionFilter filter, PageRequest page);

    /**
     * Executions of a job that wait their turn (see {@link Execution#isWaitingForTurn}), with their shards and attempts,
     * oldest (smallest id) first.
     *
     * @param after only ids greater than this one; 0 for all
     * @param limit how many at most
     */
    List<Execution> listWaiting(JobId job, long after, int limit);

    /** The backfill with an id. */
    Optional<Backfill> findBackfill(long id);

    /** The backfill of a job that a request with an idempotency key began. */
    Optional<Backfill> findBackfill(JobId job, String requestKey);

    /** Backfills of the jobs that had a name, newest first. */
    Page<Backfill> listBackfills(String jobName, PageRequest page);

    /** How many executions of a backfill stand where; statuses without any are absent. */
    SortedMap<ExecutionStatus, Integer> countExecutions(Backfill backfill);

    /** The dead letter with an id. */
    Optional<DeadLetter> findDeadLetter(long id);

    /** Dead letters that wait for a person, newest first. */
    Page<DeadLetter> listDeadLetters(PageRequest page);

    /** What may be pruned. */
    HistoryStore history();

    /** The calendar with a name. */
    Optional<BusinessCalendar> findCalendar(String name);

    /** Calendars in name order. */
    Page<BusinessCalendar> listCalendars(PageRequest page);

    /** Waits for writes under way and lets go of the database. */
    @Override
    void close();
}
