package io.jobflow.scheduler.engine;

import io.jobflow.scheduler.execution.DeadLetter;
import io.jobflow.scheduler.execution.Execution;
import io.jobflow.scheduler.execution.ExecutionId;
import io.jobflow.scheduler.execution.Outcome;
import io.jobflow.scheduler.execution.Reopening;
import io.jobflow.scheduler.execution.Trigger;
import io.jobflow.scheduler.job.JobDefinition;
import io.jobflow.scheduler.job.JobId;
import io.jobflow.scheduler.schedule.BusinessCalendar;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Something a person or a program asks of the engine. */
public sealed interface Command {

    /** Creates a job; {@link Reply.Conflict} when the name is taken. */
    record CreateJob(JobDefinition definition) implements Command {}

    /** Creates or replaces a job. */
    record PutJob(JobDefinition definition) implements Command {}

    /** Deletes a job and keeps its history. */
    record DeleteJob(String name) implements Command {}

    /** Switches a job's schedule on or off. */
    record EnableJob(String name, boolean enabled) implements Command {}

    /**
     * Runs a job now.
     *
     * @param idempotencyKey the same key names the same execution; null when every call is a new one
     * @param requestHash what identifies the request's body; null exactly when there is no key
     * @param params the body to send; null for the job's own
     */
    record TriggerJob(
            String name,
            Trigger trigger,
            @Nullable String idempotencyKey,
            @Nullable String requestHash,
            @Nullable String params)
            implements Command {}

    /** Sends shards of a final execution again, as a retry or a redrive. */
    record Reopen(Execution execution, Reopening.Ask ask) implements Command {

        /** A retry of the failed shards. */
        public Reopen(Execution execution) {
            this(execution, Reopening.Ask.RETRY);
        }
    }

    /**
     * Takes a dead letter off the list; {@link Reply.Discarded}, also when it waited no more.
     *
     * @param note what the person wrote; null when nothing
     */
    record Discard(DeadLetter letter, @Nullable String note) implements Command {}

    /**
     * Tells how an attempt ended, by its executor's call-back.
     *
     * @param execution as the store has it, which may be older than what the engine knows
     * @param shardIndex a shard that it has
     * @param attemptNumber an attempt that the shard has
     */
    record Report(Execution execution, int shardIndex, int attemptNumber, Outcome outcome) implements Command {}

    /**
     * Fires a job for fire times of the past.
     *
     * @param from inclusive
     * @param to exclusive
     * @param params the body to send; null for the job's own
     * @param requestKey the same key names the same backfill; null when every call is a new one
     * @param requestHash what identifies the request's body; null exactly when there is no key
     * @param fireTimes how many there are
     */
    record StartBackfill(
            String name,
            Instant from,
            Instant to,
            int maxConcurrent,
            @Nullable String params,
            @Nullable String requestKey,
            @Nullable String requestHash,
            int fireTimes)
            implements Command {}

    /** Has a backfill make no more executions. */
    record CancelBackfill(long id) implements Command {}

    /** Removes executions that were read as finished from the store, and deleted jobs; what is unfinished by now stays. */
    record Prune(List<ExecutionId> executions, List<JobId> jobs) implements Command {}

    /** Ends an unfinished execution. */
    record Cancel(Execution execution) implements Command {}

    /** Creates or replaces a calendar, and moves the jobs that name it on. */
    record PutCalendar(BusinessCalendar calendar) implements Command {}

    /** Deletes a calendar; {@link Reply.Conflict} while a job names it. */
    record DeleteCalendar(String name) implements Command {}
}
