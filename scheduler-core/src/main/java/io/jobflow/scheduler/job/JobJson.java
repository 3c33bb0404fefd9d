package io.jobflow.scheduler.job;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * A job's definition as JSON, the same text in the store and in the API. Writing fills in every default, and reading
 * what was written gives an equal definition. Safe for use by many threads.
 */
public final class JobJson {

    private JobJson() {}

    /** The definition as JSON text, with every field. */
    public static String write(JobDefinition definition) {
        return tree(definition).toString();
    }

    /** The definition as a JSON tree, with every field; the caller may add to it. */
    public static ObjectNode tree(JobDefinition definition) {
        return JobWriter.write(definition);
    }

    /**
     * Reads a definition that must name its job; absent fields get their defaults.
     *
     * @throws JobProblem with everything that is wrong
     */
    public static JobDefinition read(String json) {
        return JobReader.read(json, null);
    }

    /**
     * Reads nothing but how long a stored job's history is kept, which is a good deal quicker than reading all of it.
     *
     * @throws JobProblem when the text is no JSON object, or that field of it is wrong
     */
    public static RetentionPolicy readRetention(String json) {
        return RetentionFields.readAlone(json);
    }

    /**
     * Reads the definition of the job with a name; the text need not repeat it.
     *
     * @param name null when the text must say it
     * @throws JobProblem with everything that is wrong
     */
    public static JobDefinition read(String json, @Nullable String name) {
        return JobReader.read(json, name);
    }
}
