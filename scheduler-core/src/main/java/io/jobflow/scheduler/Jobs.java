package io.jobflow.scheduler;

import io.jobflow.scheduler.engine.Command;
import io.jobflow.scheduler.engine.CommandGate;
import io.jobflow.scheduler.engine.Reply;
import io.jobflow.scheduler.execution.Execution;
import io.jobflow.scheduler.execution.Trigger;
import io.jobflow.scheduler.job.Job;
import io.jobflow.scheduler.job.JobDefinition;
import io.jobflow.scheduler.job.JobProblem;
import io.jobflow.scheduler.store.JobStore;
import io.jobflow.scheduler.store.Page;
import io.jobflow.scheduler.store.PageRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * A scheduler's jobs, for the program around it. Every method returns when what it says is durable; so none may be called
 * from a listener, on whose thread it would have to happen. Safe for use by many threads.
 */
public final class Jobs {

    private static final int PAGE_SIZE = 500;

    private final CommandGate commands;
    private final JobStore store;

    Jobs(CommandGate commands, JobStore store) {
        this.commands = commands;
        this.store = store;
    }

    /**
     * Creates a job, or replaces the one of its name; a definition that is already stored changes nothing.
     *
     * @throws JobProblem when it would never fire, or names a calendar that is not stored
     */
    public Job put(JobDefinition definition) {
        return ((Reply.JobSaved) ask(new Command.PutJob(definition), definition.name())).job();
    }

    /** All jobs in name order, each with its next fire time. */
    public List<Job> list() {
        List<Job> all = new ArrayList<>();
        Page<Job> page;
        int number = 0;
        do {
            page = store.listJobs(new PageRequest(number++, PAGE_SIZE));
            all.addAll(page.items());
        } while (page.items().size() == PAGE_SIZE);
        return all;
    }

    /** The job of a name. */
    public Optional<Job> find(String name) {
        return store.findJob(name);
    }

    /** When a job is due next; empty when there is no such job, it is disabled, or its schedule is at its end. */
    public Optional<Instant> next(String name) {
        return find(name).map(Job::nextFire);
    }

    /**
     * Switches a job's schedule on or off.
     *
     * @throws NoSuchElementException when there is no such job
     */
    public Job enable(String name, boolean enabled) {
        return ((Reply.JobSaved) ask(new Command.EnableJob(name, enabled), name)).job();
    }

    /**
     * Runs a job now.
     *
     * @throws NoSuchElementException when there is no such job
     */
    public Execution trigger(String name) {
        return trigger(name, null);
    }

    /**
     * Runs a job now with other parameters.
     *
     * @param params a JSON object; null for the job's own
     * @throws NoSuchElementException when there is no such job
     */
    public Execution trigger(String name, @Nullable String params) {
        return ((Reply.Executed) ask(new Command.TriggerJob(name, Trigger.API, null, null, params), name)).execution();
    }

    /**
     * Deletes a job and keeps its history; what has not started of it is cancelled.
     *
     * @return whether there was such a job
     */
    public boolean remove(String name) {
        return wait(new Command.DeleteJob(name)) instanceof Reply.JobDeleted;
    }

    private Reply ask(Command command, String name) {
        Reply reply = wait(command);
        if (reply instanceof Reply.NoSuchJob) {
            throw new NoSuchElementException(
                    "There is no job named \"" + name + "\"; jobs().list() names those there are.");
        }
        if (reply instanceof Reply.Refused refused) {
            throw new JobProblem(List.of(refused.problem()));
        }
        if (reply instanceof Reply.Conflict conflict) {
            throw new IllegalStateException(conflict.message());
        }
        return reply;
    }

    private Reply wait(Command command) {
        try {
            return commands.submit(command).join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }
}
