package io.jobflow.scheduler.engine;

import io.jobflow.scheduler.job.FieldProblem;
import io.jobflow.scheduler.job.Job;
import io.jobflow.scheduler.job.JobDefinition;
import io.jobflow.scheduler.store.StoreWrite;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Creates, changes and deletes jobs. */
final class JobCommands {

    private final EngineState state;
    private final Admission admission;
    private final Backlog backlog;
    private final Backfills backfills;
    private final StartAttempts starts;
    private final SettleAttempts settles;
    private final PlanAhead planAhead;

    JobCommands(
            EngineState state,
            Admission admission,
            Backlog backlog,
            Backfills backfills,
            StartAttempts starts,
            SettleAttempts settles,
            PlanAhead planAhead) {
        this.state = state;
        this.admission = admission;
        this.backlog = backlog;
        this.backfills = backfills;
        this.starts = starts;
        this.settles = settles;
        this.planAhead = planAhead;
    }

    void handle(long requestId, Command command) {
        if (command instanceof Command.CreateJob create) {
            create(requestId, create.definition());
        } else if (command instanceof Command.PutJob put) {
            JobState existing = state.jobNamed(put.definition().name());
            save(requestId, existing, put.definition());
        } else if (command instanceof Command.DeleteJob delete) {
            delete(requestId, delete.name());
        } else if (command instanceof Command.EnableJob enable) {
            enable(requestId, enable);
        } else {
            throw new IllegalArgumentException("unknown command " + command);
        }
    }

    private void create(long requestId, JobDefinition definition) {
        if (state.jobNamed(definition.name()) != null) {
            String message = "A job named \"" + definition.name()
                    + "\" exists already; replace it with PUT or choose another name.";
            reply(requestId, new Reply.Conflict("job.exists", message));
            return;
        }
        save(requestId, null, definition);
    }

    private void enable(long requestId, Command.EnableJob enable) {
        JobState existing = state.jobNamed(enable.name());
        if (existing == null) {
            reply(requestId, new Reply.NoSuchJob(enable.name()));
            return;
        }
        save(requestId, existing, existing.job.definition().withEnabled(enable.enabled()));
    }

    private void save(long requestId, @Nullable JobState existing, JobDefinition definition) {
        if (existing != null && existing.job.definition().equals(definition)) {
            Job unchanged = existing.job;
            reply(requestId, new Reply.JobSaved(unchanged, false));
            return;
        }
        planAhead.withdraw(existing);
        Job draft = existing == null ? newJob(definition) : changed(existing.job, definition);
        FieldProblem problem = mustFire(existing, definition) ? TimetableRules.problem(state, draft) : null;
        if (problem != null) {
            reply(requestId, new Reply.Refused(problem));
            return;
        }
        Job job = draft.withNextFire(nextFire(existing, draft));
        if (existing != null) {
            FixedDelays.change(existing, definition);
        }
        state.keep(job);
        state.write(new StoreWrite.SaveJob(job), result -> {
            state.happened(new Notice.JobChanged(job));
            reply(requestId, new Reply.JobSaved(job, existing == null));
        });
        if (existing != null) {
            starts.requeue(existing);
            admission.fillPlaces(existing);
        }
    }

    private Job newJob(JobDefinition definition) {
        Instant now = state.wall();
        return new Job(state.nextJobId(), definition, 1, now, now, null, null);
    }

    private Job changed(Job before, JobDefinition definition) {
        return new Job(before.id(), definition, before.version() + 1, before.createdAt(), state.wall(), null, null);
    }

    /** A timetable that is at its end may stay while the rest is edited, but none that is at its end may be set. */
    private static boolean mustFire(@Nullable JobState existing, JobDefinition definition) {
        return existing == null || !existing.job.definition().timetable().equals(definition.timetable());
    }

    /** A change that leaves the timetable as it was leaves the next fire time as it was, even one that is overdue. */
    private @Nullable Instant nextFire(@Nullable JobState existing, Job job) {
        JobDefinition definition = job.definition();
        if (existing != null && existing.job.definition().enabled() && definition.enabled()) {
            boolean same = existing.job.definition().timetable().equals(definition.timetable());
            boolean awaits = existing.awaited != null && definition.schedule().awaitsEnd();
            if (same || awaits) {
                return existing.job.nextFire();
            }
        }
        return state.fireTimes(job).after(state.wall());
    }

    private void delete(long requestId, String name) {
        JobState existing = state.jobNamed(name);
        if (existing == null) {
            reply(requestId, new Reply.NoSuchJob(name));
            return;
        }
        planAhead.withdraw(existing);
        Job before = existing.job;
        Instant now = state.wall();
        Job deleted = new Job(before.id(), before.definition(), before.version(), before.createdAt(), now, null, now);
        state.keep(deleted);
        state.write(new StoreWrite.SaveJob(deleted), result -> {
            state.happened(new Notice.JobChanged(deleted));
            reply(requestId, new Reply.JobDeleted(name));
            cancelWhatHasNotStarted(existing);
        });
        backfills.cancelAll(existing);
        cancelWhatHasNotStarted(existing);
        state.forgetIfGone(existing);
    }

    /** Cancels the recorded ones; what was asked for in the same round is recorded when the deletion is, and comes then. */
    private void cancelWhatHasNotStarted(JobState job) {
        for (LiveExecution execution : List.copyOf(state.live.values())) {
            if (execution.job == job && execution.recorded && !execution.isUnderWay()) {
                settles.cancel(execution);
            }
        }
    }

    /** Takes in a page of what waits its turn; a deleted job's is cancelled. */
    void loaded(Event.WaitingLoaded page) {
        JobState job = state.jobs.get(page.job());
        if (job == null) {
            return;
        }
        backlog.loaded(job, page);
        if (job.isDeleted()) {
            backlog.live(job).forEach(settles::cancel);
        } else {
            admission.fillPlaces(job);
            backlog.settleDown(job);
        }
    }

    private void reply(long requestId, Reply reply) {
        state.emit(new Effect.Answered(requestId, reply));
    }
}
