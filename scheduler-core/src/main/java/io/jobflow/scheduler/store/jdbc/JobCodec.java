package io.jobflow.scheduler.store.jdbc;

import io.jobflow.scheduler.job.JobDefinition;
import java.util.function.Function;

/**
 * How a definition becomes the text that the job table keeps. Both directions are safe for use by many threads.
 *
 * @param write the text of a definition
 * @param read the definition that a text describes, equal to the one that was written
 */
public record JobCodec(Function<JobDefinition, String> write, Function<String, JobDefinition> read) {}
