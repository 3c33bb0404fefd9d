package io.jobflow.scheduler.engine;

import io.jobflow.scheduler.execution.Backfill;
import io.jobflow.scheduler.execution.Execution;
import io.jobflow.scheduler.job.FieldProblem;
import io.jobflow.scheduler.job.Job;
import io.jobflow.scheduler.schedule.BusinessCalendar;

/** The engine's answer to a {@link Command}; what it says is durable. */
public sealed interface Reply {

    /**
     * The job as it stands now.
     *
     * @param created whether there was none before
     */
    record JobSaved(Job job, boolean created) implements Reply {}

    /** The job is gone. */
    record JobDeleted(String name) implements Reply {}

    /**
     * The execution that the command made or found.
     *
     * @param existed whether an earlier call with the same idempotency key had made it
     */
    record Executed(Execution execution, boolean existed) implements Reply {}

    /**
     * The backfill as it stands now.
     *
     * @param existed whether an earlier call with the same idempotency key had begun it
     */
    record BackfillStands(Backfill backfill, boolean existed) implements Reply {}

    /** So many executions and jobs were removed. */
    record Pruned(int executions, int jobs) implements Reply {}

    /**
     * The calendar as it stands now.
     *
     * @param created whether there was none before
     */
    record CalendarSaved(BusinessCalendar calendar, boolean created) implements Reply {}

    /** The calendar is gone. */
    record CalendarDeleted(String name) implements Reply {}

    /** There is no such calendar. */
    record NoSuchCalendar(String name) implements Reply {}

    /** A definition has the right form and cannot be accepted all the same; nothing was changed. */
    record Refused(FieldProblem problem) implements Reply {}

    /** There is no such job. */
    record NoSuchJob(String name) implements Reply {}

    /**
     * The command cannot be carried out as things stand; nothing was changed.
     *
     * @param code a stable code
     * @param message what stands in the way and what to do
     */
    record Conflict(String code, String message) implements Reply {}
}
