package io.jobflow.scheduler.job;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Reads many stored definitions so that what is equal in them is one object: a million jobs have a million names and
 * schedules, but few targets and policies. A definition that differs from an earlier one in nothing but its name is not
 * even parsed. Confined to one thread; to be dropped when all have been read.
 */
public final class SharedDefinitions {

    /** Beyond so many, new ones are read without being kept: jobs that have nothing in common must not fill the heap. */
    private static final int MAX_KEPT = 10_000;

    private static final String BEGIN = "{\"name\":\"";

    /** What a cron expression fills in from the job's name. */
    private static final Pattern HASHED = Pattern.compile("(?<![A-Za-z])[Hh](?![A-Za-z])");

    private final Map<String, JobDefinition> byRest = new HashMap<>();
    private final Map<Object, Object> parts = new HashMap<>();

    /**
     * Reads a definition as {@link JobJson#read(String)} does.
     *
     * @throws JobProblem with everything that is wrong
     */
    public JobDefinition read(String json) {
        int end = json.startsWith(BEGIN) ? json.indexOf('"', BEGIN.length()) : -1;
        if (end < 0) {
            return JobJson.read(json);
        }
        String name = json.substring(BEGIN.length(), end);
        String rest = json.substring(end);
        JobDefinition known = byRest.get(rest);
        if (known != null && Names.isValid(name)) {
            return known.withName(name);
        }
        JobDefinition fresh = shared(JobJson.read(json));
        if (byRest.size() < MAX_KEPT && !dependsOnName(fresh, rest)) {
            byRest.put(rest, fresh);
        }
        return fresh;
    }

    /** Whether a job with another name and the same text otherwise might differ in more than the name. */
    private static boolean dependsOnName(JobDefinition definition, String rest) {
        return definition.target().handler().equals(definition.name())
                || (rest.contains("\"cron\"") && HASHED.matcher(rest).find());
    }

    private JobDefinition shared(JobDefinition one) {
        return new JobDefinition(
                one.name(),
                shared(one.description()),
                one.enabled(),
                one.timetable(),
                shared(one.misfire()),
                shared(one.target()),
                shared(one.params()),
                shared(one.shards()),
                shared(one.timeout()),
                shared(one.retry()),
                shared(one.concurrency()),
                one.onLost(),
                shared(one.retention()),
                one.priority(),
                one.labels());
    }

    @SuppressWarnings("unchecked") // what is found is equal to what is looked for, and all of these types are final
    private <T> T shared(T part) {
        Object known = parts.size() < MAX_KEPT ? parts.putIfAbsent(part, part) : parts.get(part);
        return known == null ? part : (T) known;
    }
}
