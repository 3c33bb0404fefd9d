package io.jobflow.scheduler.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.jobflow.scheduler.dispatch.CallbackAddresses;
import io.jobflow.scheduler.job.JobProblem;
import io.jobflow.scheduler.store.StoreException;
import jakarta.servlet.http.HttpServletResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns whatever ends a request into an error answer; only what nobody expected is logged. */
final class ErrorAnswers {

    private static final Logger LOG = LoggerFactory.getLogger(ErrorAnswers.class);

    private ErrorAnswers() {}

    static void add(RoutesConfig routes) {
        routes.exception(ProblemException.class, (e, context) -> send(context, e.problem()));
        routes.exception(JobProblem.class, (e, context) -> send(context, Problem.of(e.problems())));
        routes.exception(HttpResponseException.class, (e, context) -> send(context, routing(e, context)));
        routes.exception(StoreException.class, ErrorAnswers::storeFailed);
        routes.exception(Exception.class, ErrorAnswers::failed);
    }

    private static Problem routing(HttpResponseException e, Context context) {
        String asked = context.method() + " " + context.path();
        return switch (e.getStatus()) {
            case 404 ->
                Problem.of(
                        404,
                        "request.path",
                        "There is nothing at " + asked
                                + " (expected one of the paths in docs/api.md, such as /api/v1/jobs).");
            case 405 -> {
                String methods = e.getDetails().getOrDefault("availableMethods", "another method");
                context.header("Allow", methods);
                yield Problem.of(405, "request.method", asked + " is not supported (expected " + methods + ").");
            }
            default -> Problem.of(e.getStatus(), "request.refused", String.valueOf(e.getMessage()));
        };
    }

    private static void storeFailed(StoreException e, Context context) {
        LOG.warn("{} {} could not be answered, the database failed", context.method(), shown(context), e);
        send(context, Problem.of(503, "store.failed", "The database failed; the scheduler's log says how."));
    }

    private static void failed(Exception e, Context context) {
        LOG.error("{} {} failed unexpectedly; please report this", context.method(), shown(context), e);
        send(context, Problem.of(500, "scheduler.failed", "The scheduler failed; its log says how."));
    }

    /** The address as a log may show it: that of a call-back holds a secret. */
    private static String shown(Context context) {
        String path = context.path();
        return path.startsWith(CallbackAddresses.PATH) ? CallbackAddresses.PATH + "/…" : path;
    }

    /** Answers for an error of the virtual machine, which no handler is asked about. */
    static void crashed(HttpServletResponse response, Error error) {
        LOG.error("A request met an error of the virtual machine; restart this process if it repeats", error);
        response.setStatus(500);
    }

    private static void send(Context context, Problem problem) {
        if (problem.status() == 503) {
            context.header("Retry-After", "1");
        }
        Json.send(context, problem);
    }
}
