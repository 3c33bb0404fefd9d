package io.jobflow.scheduler.job;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what a job calls. */
final class TargetReader {

    private static final List<String> FIELDS =
            List.of("service", "urls", "inProcess", "handler", "path", "routing", "statusPath");
    private static final List<String> OF_EXECUTORS = List.of("service", "urls", "path", "routing", "statusPath");
    private static final String EXPECTED = "an object with one of service, urls and inProcess, and a handler";
    private static final String EXPECTED_HANDLER =
            "1-100 letters, digits, dots, hyphens or underscores, beginning with a letter, digit or underscore";
    private static final String EXPECTED_PATH =
            "a path such as /internal/job/report: a slash, then URL characters without query or fragment";

    private static final Pattern HANDLER = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,99}");
    private static final Pattern PATH = Pattern.compile("/(?:[A-Za-z0-9._~!$&'()*+,;=:@/-]|%[0-9A-Fa-f]{2}){0,499}");
    private static final int MAX_URLS = 100;
    private static final int MAX_TEXT = 500;

    private TargetReader() {}

    /** Reads the target; where something is wrong, a problem is noted and the result is a stand-in. */
    static Target read(JsonFields job, String jobName) {
        if (!job.has("target")) {
            job.note(FieldProblem.missing(job.at("target"), EXPECTED));
            return standIn();
        }
        int before = job.problemCount();
        JsonFields target = job.object("target", FIELDS);
        if (job.problemCount() > before) {
            return standIn();
        }
        if (target.has("inProcess")) {
            Target inProcess = inProcess(target, jobName);
            return job.problemCount() > before ? standIn() : inProcess;
        }
        String service = service(target);
        List<String> urls = urls(target);
        String handler = handler(target, jobName);
        String path = path(target, handler);
        String statusPath = checkedPath(target, "statusPath");
        RoutingPolicy routing = target.choice("routing", RoutingPolicy.ROUND_ROBIN);
        if (target.has("service") == target.has("urls")) {
            target.note(
                    target.has("urls")
                            ? FieldProblem.of(
                                    FieldProblem.CONFLICT, target.at(""), "service, urls", "either service or urls")
                            : FieldProblem.missing(target.at("service"), "the name of a service, or urls instead"));
        }
        return job.problemCount() > before ? standIn() : new Target(service, urls, handler, path, routing, statusPath);
    }

    private static Target inProcess(JsonFields target, String jobName) {
        if (!target.flag("inProcess", true)) {
            target.note(FieldProblem.invalid(
                    target.at("inProcess"), "false", "true, for a handler in the scheduler's own JVM, or nothing"));
        }
        List<String> others = OF_EXECUTORS.stream().filter(target::has).toList();
        if (!others.isEmpty()) {
            target.note(FieldProblem.of(
                    FieldProblem.CONFLICT,
                    target.at(""),
                    "inProcess, " + String.join(", ", others),
                    "inProcess with a handler only: no executor is called"));
        }
        return Target.inProcess(target.has("handler") ? handler(target, jobName) : jobName);
    }

    private static Target standIn() {
        return new Target("unknown", List.of(), "unknown", "/", RoutingPolicy.ROUND_ROBIN);
    }

    private static @Nullable String service(JsonFields target) {
        String service = target.text("service", MAX_TEXT);
        if (service != null && !Names.isValid(service)) {
            target.note(FieldProblem.invalid(target.at("service"), service, Names.EXPECTED));
        }
        return service;
    }

    private static List<String> urls(JsonFields target) {
        List<String> urls = target.texts("urls", MAX_URLS, MAX_TEXT);
        for (int i = 0; i < urls.size(); i++) {
            if (!BaseUrls.isValid(urls.get(i))) {
                target.note(FieldProblem.invalid(target.at("urls[" + i + "]"), urls.get(i), BaseUrls.EXPECTED));
            }
        }
        return urls;
    }

    private static String handler(JsonFields target, String jobName) {
        String handler = target.text("handler", MAX_TEXT);
        if (handler == null) {
            // Only the default path is made from the handler; a job that names its path needs none.
            if (!target.has("handler") && !target.has("path")) {
                target.note(FieldProblem.missing(target.at("handler"), EXPECTED_HANDLER));
            }
            return jobName;
        }
        if (!HANDLER.matcher(handler).matches()) {
            target.note(FieldProblem.invalid(target.at("handler"), handler, EXPECTED_HANDLER));
        }
        return handler;
    }

    private static String path(JsonFields target, String handler) {
        String path = checkedPath(target, "path");
        return path == null ? Target.defaultPath(handler) : path;
    }

    private static @Nullable String checkedPath(JsonFields target, String field) {
        String path = target.text(field, MAX_TEXT);
        if (path != null && (!PATH.matcher(path).matches() || hasDotSegment(path))) {
            target.note(FieldProblem.invalid(target.at(field), path, EXPECTED_PATH));
        }
        return path;
    }

    private static boolean hasDotSegment(String path) {
        return List.of(path.split("/", -1)).stream().anyMatch(part -> part.equals(".") || part.equals(".."));
    }
}
