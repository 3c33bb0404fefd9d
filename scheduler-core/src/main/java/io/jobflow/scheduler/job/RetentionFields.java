package io.jobflow.scheduler.job;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jobflow.scheduler.config.DurationText;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A job's field {@code retention}, read and written; a bound that is absent is the scheduler's. */
final class RetentionFields {

    private static final String FIELD = "retention";
    private static final List<String> FIELDS = List.of("age", "count");

    private RetentionFields() {}

    static RetentionPolicy read(JsonFields job) {
        JsonFields retention = job.object(FIELD, FIELDS);
        Duration age = retention.has("age")
                ? retention.duration(
                        "age", RetentionPolicy.SHORTEST_AGE, RetentionPolicy.LONGEST_AGE, RetentionPolicy.SHORTEST_AGE)
                : null;
        Integer count =
                retention.has("count") ? retention.integer("count", 1, RetentionPolicy.GREATEST_COUNT, 1) : null;
        return new RetentionPolicy(age, count);
    }

    /** Reads the field from a definition whose other fields are of no interest. */
    static RetentionPolicy readAlone(String json) {
        JsonFields job = JsonFields.parse(json, JobReader.FIELDS);
        RetentionPolicy retention = read(job);
        job.throwIfAny();
        return retention;
    }

    static void write(ObjectNode json, RetentionPolicy retention) {
        Duration age = retention.maxAge();
        @Nullable Integer count = retention.maxCount();
        if (age != null) {
            json.put("age", DurationText.format(age));
        }
        if (count != null) {
            json.put("count", count);
        }
    }
}
