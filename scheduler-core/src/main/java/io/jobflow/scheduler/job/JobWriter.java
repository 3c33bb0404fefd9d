package io.jobflow.scheduler.job;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jobflow.scheduler.config.DurationText;
import io.jobflow.scheduler.schedule.CronSchedule;
import io.jobflow.scheduler.schedule.FixedDelaySchedule;
import io.jobflow.scheduler.schedule.FixedRateSchedule;
import io.jobflow.scheduler.schedule.ManualSchedule;
import io.jobflow.scheduler.schedule.MisfirePolicy;
import io.jobflow.scheduler.schedule.OneTimeSchedule;
import io.jobflow.scheduler.schedule.Schedule;
import io.jobflow.scheduler.schedule.Timetable;
import io.jobflow.scheduler.time.GivenTime;
import java.time.Duration;
import java.util.List;

/** Writes a job as JSON, every field in the order of the documentation. */
final class JobWriter {

    private JobWriter() {}

    static ObjectNode write(JobDefinition job) {
        ObjectNode json = JsonSyntax.MAPPER.createObjectNode();
        json.put("name", job.name());
        json.put("description", job.description());
        json.put("enabled", job.enabled());
        writeTimetable(json.putObject("schedule"), job.timetable());
        writeMisfire(json.putObject("misfire"), job.misfire());
        writeTarget(json.putObject("target"), job.target());
        json.set("params", parse(job.params()));
        writeShards(json.putObject("shards"), job.shards());
        json.put("timeout", DurationText.format(job.timeout()));
        writeRetry(json.putObject("retry"), job.retry());
        json.putObject("concurrency")
                .put("policy", JsonFields.word(job.concurrency().overlap()))
                .put("limit", job.concurrency().limit())
                .put("maxQueued", job.concurrency().maxQueued());
        json.put("onLost", JsonFields.word(job.onLost()));
        RetentionFields.write(json.putObject("retention"), job.retention());
        json.put("priority", job.priority());
        ObjectNode labels = json.putObject("labels");
        job.labels().forEach(labels::put);
        return json;
    }

    private static void writeTimetable(ObjectNode json, Timetable timetable) {
        writeSchedule(json, timetable.schedule());
        if (timetable.from() != null) {
            json.put("from", GivenTime.format(timetable.from()));
        }
        if (timetable.until() != null) {
            json.put("until", GivenTime.format(timetable.until()));
        }
        if (timetable.calendar() != null) {
            json.put("calendar", timetable.calendar());
        }
        if (!(timetable.schedule() instanceof ManualSchedule)) {
            json.put("jitter", DurationText.format(timetable.jitter()));
        }
    }

    private static void writeSchedule(ObjectNode json, Schedule schedule) {
        if (schedule instanceof CronSchedule cron) {
            json.put("cron", cron.text())
                    .put("zone", cron.zone().getId())
                    .put("dialect", JsonFields.word(cron.dialect()))
                    .put("dst", JsonFields.word(cron.daylightSaving()));
        } else if (schedule instanceof FixedRateSchedule rate) {
            json.put("fixedRate", DurationText.format(rate.interval()))
                    .put("zone", rate.dayZone().getId());
        } else if (schedule instanceof FixedDelaySchedule delay) {
            json.put("fixedDelay", DurationText.format(delay.delay()))
                    .put("zone", delay.dayZone().getId());
        } else if (schedule instanceof OneTimeSchedule once) {
            json.put("at", GivenTime.format(once.at()));
        } else {
            json.put("manual", true);
        }
    }

    private static void writeMisfire(ObjectNode json, MisfirePolicy misfire) {
        json.put("policy", JsonFields.word(misfire.action()))
                .put("threshold", DurationText.format(misfire.threshold()))
                .put("maxCatchUp", misfire.maxCatchUp());
        Duration window = misfire.window();
        if (window != null) {
            json.put("window", DurationText.format(window));
        }
    }

    private static void writeTarget(ObjectNode json, Target target) {
        if (target.isInProcess()) {
            json.put("inProcess", true).put("handler", target.handler());
            return;
        }
        if (target.service() != null) {
            json.put("service", target.service());
        } else {
            target.urls().forEach(json.putArray("urls")::add);
        }
        json.put("handler", target.handler())
                .put("path", target.path())
                .put("routing", JsonFields.word(target.routing()));
        if (target.statusPath() != null) {
            json.put("statusPath", target.statusPath());
        }
    }

    private static void writeShards(ObjectNode json, ShardPlan shards) {
        if (shards instanceof ShardPlan.Range range) {
            json.putObject("range")
                    .put("from", range.from())
                    .put("to", range.to())
                    .put("count", range.count());
        } else if (shards instanceof ShardPlan.Count plan) {
            json.put("count", plan.count());
        }
    }

    private static void writeRetry(ObjectNode json, RetryPolicy retry) {
        json.put("maxAttempts", retry.maxAttempts())
                .put("backoff", JsonFields.word(retry.backoff()))
                .put("initialDelay", DurationText.format(retry.initialDelay()))
                .put("maxDelay", DurationText.format(retry.maxDelay()))
                .put("jitter", retry.jitter());
        writeRules(json, "retryOn", retry.retryOn());
        writeRules(json, "noRetryOn", retry.noRetryOn());
        if (retry.giveUpAfter() != null) {
            json.put("giveUpAfter", DurationText.format(retry.giveUpAfter()));
        }
    }

    private static void writeRules(ObjectNode json, String name, List<RetryRule> rules) {
        if (!rules.isEmpty()) {
            ArrayNode list = json.putArray(name);
            rules.forEach(rule -> list.add(rule.text()));
        }
    }

    private static JsonNode parse(String params) {
        try {
            return JsonSyntax.MAPPER.readTree(params);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("a job's params are not JSON", e);
        }
    }
}
