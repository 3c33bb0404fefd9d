package io.jobflow.scheduler.http;

import io.javalin.config.RoutesConfig;
import io.jobflow.scheduler.dispatch.CallbackAddresses;
import java.time.Duration;

/** Which address leads to which resource. */
final class Routes {

    static final String JOBS = "/api/v1/jobs";
    static final String EXECUTIONS = "/api/v1/executions";
    private static final String JOB = JOBS + "/{name}";
    private static final String EXECUTION = EXECUTIONS + "/{id}";
    static final String CALENDARS = "/api/v1/calendars";
    private static final String CALENDAR = CALENDARS + "/{name}";
    static final String BACKFILLS = "/api/v1/backfills";
    private static final String DEAD_LETTERS = "/api/v1/dead-letters";
    private static final String CALLBACK = CallbackAddresses.PATH + "/{execution}/{shard}/{attempt}/{secret}";

    private Routes() {}

    static void add(RoutesConfig routes, ApiParts parts, Duration patience) {
        Commands commands = new Commands(parts.gate(), patience);
        addJobs(routes, new JobsResource(parts.store(), commands), new TriggerResource(commands));
        addExecutions(routes, new ExecutionsResource(parts.store(), commands, parts.time()));
        addCalendars(routes, new CalendarsResource(parts.store(), commands));
        routes.get(JOB + "/next", new FireTimesResource(parts.store())::next);
        addBackfills(routes, new BackfillsResource(parts.store(), commands, parts.time()));
        addDeadLetters(routes, new DeadLettersResource(parts.store(), commands));
        routes.post(CALLBACK, new CallbacksResource(parts.store(), commands)::report);
        routes.get("/api/v1/cron/next", new CronResource(parts.time())::next);
        addOperations(routes, new OperationsResource(parts));
    }

    private static void addJobs(RoutesConfig routes, JobsResource jobs, TriggerResource trigger) {
        routes.post(JOBS, jobs::create);
        routes.get(JOBS, jobs::list);
        routes.get(JOB, jobs::get);
        routes.put(JOB, jobs::put);
        routes.delete(JOB, jobs::delete);
        routes.post(JOB + "/trigger", trigger::trigger);
        routes.post(JOB + "/enable", jobs::enable);
        routes.post(JOB + "/disable", jobs::disable);
    }

    private static void addExecutions(RoutesConfig routes, ExecutionsResource executions) {
        routes.get(JOB + "/executions", executions::listOfJob);
        routes.get(EXECUTION, executions::get);
        routes.post(EXECUTION + "/retry", executions::retry);
        routes.post(EXECUTION + "/cancel", executions::cancel);
    }

    private static void addCalendars(RoutesConfig routes, CalendarsResource calendars) {
        routes.get(CALENDARS, calendars::list);
        routes.get(CALENDAR, calendars::get);
        routes.put(CALENDAR, calendars::put);
        routes.delete(CALENDAR, calendars::delete);
    }

    private static void addBackfills(RoutesConfig routes, BackfillsResource backfills) {
        routes.post(JOB + "/backfill", backfills::begin);
        routes.get(JOB + "/backfills", backfills::listOfJob);
        routes.get(BACKFILLS + "/{id}", backfills::get);
        routes.post(BACKFILLS + "/{id}/cancel", backfills::cancel);
    }

    private static void addDeadLetters(RoutesConfig routes, DeadLettersResource letters) {
        routes.get(DEAD_LETTERS, letters::list);
        routes.post(DEAD_LETTERS + "/redrive", letters::redriveMany);
        routes.get(DEAD_LETTERS + "/{id}", letters::get);
        routes.post(DEAD_LETTERS + "/{id}/redrive", letters::redrive);
        routes.post(DEAD_LETTERS + "/{id}/discard", letters::discard);
    }

    private static void addOperations(RoutesConfig routes, OperationsResource operations) {
        routes.get("/metrics", operations::metrics);
        routes.get("/health/live", operations::live);
        routes.get("/health/ready", operations::ready);
    }
}
