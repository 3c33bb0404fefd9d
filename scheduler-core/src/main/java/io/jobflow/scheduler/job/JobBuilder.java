package io.jobflow.scheduler.job;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jobflow.scheduler.config.DurationText;
import io.jobflow.scheduler.cron.CronDialect;
import io.jobflow.scheduler.schedule.MisfirePolicy;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

/**
 * Makes a {@link JobDefinition} in code. Each method sets the JSON field of its name, and {@link #build} reads the whole
 * as the API would: the same defaults, the same checks, the same words for what is wrong. Where nothing is said, the job
 * has no schedule, and its handler is the one of the job's name in the scheduler's own JVM. Not safe for use by many
 * threads.
 */
public final class JobBuilder {

    private final ObjectNode job = JsonSyntax.MAPPER.createObjectNode();

    JobBuilder(String name) {
        job.put("name", name);
    }

    /** Words for people. */
    public JobBuilder description(String text) {
        job.put("description", text);
        return this;
    }

    /** Whether the schedule fires; true unless said otherwise. */
    public JobBuilder enabled(boolean value) {
        job.put("enabled", value);
        return this;
    }

    /** Due at the times of a cron expression: {@code "*}{@code /5 * * * *"}, in UTC unless a zone is given. */
    public JobBuilder cron(String expression) {
        schedule().put("cron", expression);
        return this;
    }

    /** The zone of the cron expression. */
    public JobBuilder zone(ZoneId zone) {
        schedule().put("zone", zone.getId());
        return this;
    }

    /** The dialect of the cron expression; {@link CronDialect#UNIX} unless said otherwise. */
    public JobBuilder dialect(CronDialect dialect) {
        schedule().put("dialect", JsonFields.word(dialect));
        return this;
    }

    /** Due at a fixed rate, counted from the job's creation. */
    public JobBuilder fixedRate(Duration interval) {
        schedule().put("fixedRate", DurationText.format(interval));
        return this;
    }

    /** Due once. */
    public JobBuilder at(Instant fireTime) {
        schedule().put("at", fireTime.toString());
        return this;
    }

    /** What becomes of fire times that were missed by more than a threshold. */
    public JobBuilder misfire(MisfirePolicy.Action policy, Duration threshold) {
        object("misfire").put("policy", JsonFields.word(policy)).put("threshold", DurationText.format(threshold));
        return this;
    }

    /** Handled in the scheduler's own JVM. */
    public JobBuilder handler(String name) {
        job.putObject("target").put("inProcess", true).put("handler", name);
        return this;
    }

    /** Handled by an instance of a service. */
    public JobBuilder service(String service, String handler) {
        job.putObject("target").put("service", service).put("handler", handler);
        return this;
    }

    /** Handled by an executor at one of these base URLs. */
    public JobBuilder urls(List<String> baseUrls, String handler) {
        baseUrls.forEach(job.putObject("target").put("handler", handler).putArray("urls")::add);
        return this;
    }

    /**
     * What the handler receives.
     *
     * @param json a JSON object
     * @throws IllegalArgumentException when the text is not JSON
     */
    public JobBuilder params(String json) {
        try {
            job.set("params", JsonSyntax.MAPPER.readTree(json));
            return this;
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "The params of job " + job.get("name") + " are not JSON: " + e.getOriginalMessage(), e);
        }
    }

    /** Cut into equal shards. */
    public JobBuilder shards(int count) {
        job.putObject("shards").put("count", count);
        return this;
    }

    /** Cut into parts of an id range, both ends inclusive. */
    public JobBuilder shards(long from, long to, int count) {
        job.putObject("shards")
                .putObject("range")
                .put("from", from)
                .put("to", to)
                .put("count", count);
        return this;
    }

    /** How long one attempt may take. */
    public JobBuilder timeout(Duration value) {
        job.put("timeout", DurationText.format(value));
        return this;
    }

    /** How many attempts a shard has in all; 1 means at most once. */
    public JobBuilder maxAttempts(int value) {
        object("retry").put("maxAttempts", value);
        return this;
    }

    /** How the wait between attempts grows: from one length to another. */
    public JobBuilder backoff(RetryPolicy.Backoff backoff, Duration initialDelay, Duration maxDelay) {
        object("retry")
                .put("backoff", JsonFields.word(backoff))
                .put("initialDelay", DurationText.format(initialDelay))
                .put("maxDelay", DurationText.format(maxDelay));
        return this;
    }

    /** Failures that are tried again: exception classes or HTTP statuses; all that are worth it unless said otherwise. */
    public JobBuilder retryOn(String... rules) {
        List.of(rules).forEach(object("retry").putArray("retryOn")::add);
        return this;
    }

    /** Failures that are for good: exception classes or HTTP statuses. */
    public JobBuilder noRetryOn(String... rules) {
        List.of(rules).forEach(object("retry").putArray("noRetryOn")::add);
        return this;
    }

    /** What becomes of a fire while executions of the job are unfinished, and how many may be. */
    public JobBuilder concurrency(ConcurrencyPolicy.Overlap policy, int limit) {
        object("concurrency").put("policy", JsonFields.word(policy)).put("limit", limit);
        return this;
    }

    /** What becomes of an attempt whose outcome nobody knows. */
    public JobBuilder onLost(LostPolicy policy) {
        job.put("onLost", JsonFields.word(policy));
        return this;
    }

    /** Higher goes first when slots are short. */
    public JobBuilder priority(int value) {
        job.put("priority", value);
        return this;
    }

    /** A free-form name and value. */
    public JobBuilder label(String name, String value) {
        object("labels").put(name, value);
        return this;
    }

    /**
     * The definition.
     *
     * @throws JobProblem with everything that is wrong
     */
    public JobDefinition build() {
        ObjectNode whole = job.deepCopy();
        if (!whole.has("schedule")) {
            whole.putObject("schedule").put("manual", true);
        }
        if (!whole.has("target")) {
            whole.putObject("target").put("inProcess", true);
        }
        return JobJson.read(whole.toString());
    }

    private ObjectNode schedule() {
        return object("schedule");
    }

    private ObjectNode object(String field) {
        return job.withObjectProperty(field);
    }
}
