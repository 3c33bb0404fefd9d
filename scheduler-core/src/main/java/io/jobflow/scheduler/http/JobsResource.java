package io.jobflow.scheduler.http;

import io.javalin.http.Context;
import io.jobflow.scheduler.engine.Command;
import io.jobflow.scheduler.engine.Reply;
import io.jobflow.scheduler.job.Job;
import io.jobflow.scheduler.job.JobDefinition;
import io.jobflow.scheduler.job.JobJson;
import io.jobflow.scheduler.job.JsonFields;
import io.jobflow.scheduler.job.Names;
import io.jobflow.scheduler.store.JobStore;
import io.jobflow.scheduler.store.PageRequest;
import java.util.List;

/** Jobs: {@code /api/v1/jobs}. */
final class JobsResource {

    private final JobStore store;
    private final Commands commands;

    JobsResource(JobStore store, Commands commands) {
        this.store = store;
        this.commands = commands;
    }

    void create(Context context) {
        JobDefinition definition = JobJson.read(RequestBody.read(context));
        Job job = commands.save(new Command.CreateJob(definition)).job();
        sendCreated(context, job);
    }

    void put(Context context) {
        String name = name(context);
        JobDefinition definition = JobJson.read(RequestBody.read(context), name);
        Reply.JobSaved saved = commands.save(new Command.PutJob(definition));
        if (saved.created()) {
            sendCreated(context, saved.job());
        } else {
            Json.send(context, 200, JobView.of(saved.job()));
        }
    }

    void get(Context context) {
        String name = name(context);
        Job job = store.findJob(name).orElseThrow(() -> Missing.job(name));
        Json.send(context, 200, JobView.of(job));
    }

    void list(Context context) {
        QueryParameters query = new QueryParameters(context, List.of("page", "size"));
        PageRequest page = query.page();
        query.throwIfAny();
        Json.send(context, 200, Json.page(store.listJobs(page), JobView::of));
    }

    void delete(Context context) {
        commands.delete(new Command.DeleteJob(name(context)));
        context.status(204);
    }

    void enable(Context context) {
        setEnabled(context, true);
    }

    void disable(Context context) {
        setEnabled(context, false);
    }

    /** The job's name in the address; a form that no name has is a job that does not exist. */
    static String name(Context context) {
        String name = context.pathParam("name");
        if (!Names.isValid(name)) {
            throw Missing.job(name);
        }
        return name;
    }

    /** Refuses any field in the body of a request that takes none. */
    static void refuseFields(Context context) {
        String body = RequestBody.read(context);
        if (!body.isBlank()) {
            JsonFields.parse(body, List.of()).throwIfAny();
        }
    }

    private void setEnabled(Context context, boolean enabled) {
        refuseFields(context);
        Reply.JobSaved saved = commands.save(new Command.EnableJob(name(context), enabled));
        Json.send(context, 200, JobView.of(saved.job()));
    }

    private static void sendCreated(Context context, Job job) {
        context.header("Location", Routes.JOBS + "/" + job.name());
        Json.send(context, 201, JobView.of(job));
    }
}
