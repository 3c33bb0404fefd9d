package io.jobflow.bridge;

import io.opentelemetry.api.common.AttributeKey;

/** Keys of the span attributes that both sides set. None of them carries parameters or payloads. */
public final class JobAttributes {

    /** The job's name. */
    public static final AttributeKey<String> JOB_NAME = AttributeKey.stringKey("jobflow.job.name");

    /** The execution's id. */
    public static final AttributeKey<String> EXECUTION_ID = AttributeKey.stringKey("jobflow.execution.id");

    /** The attempt's number, from 1. */
    public static final AttributeKey<Long> ATTEMPT = AttributeKey.longKey("jobflow.attempt");

    /** The shard's index, from 0. */
    public static final AttributeKey<Long> SHARD_INDEX = AttributeKey.longKey("jobflow.shard.index");

    /** The number of shards. */
    public static final AttributeKey<Long> SHARD_TOTAL = AttributeKey.longKey("jobflow.shard.total");

    /** The instant the schedule asked for, ISO-8601 in UTC. */
    public static final AttributeKey<String> FIRE_TIME = AttributeKey.stringKey("jobflow.fire_time");

    /** Why the execution exists: schedule, manual, api, dependency, backfill or misfire; in an executor also local. */
    public static final AttributeKey<String> TRIGGER = AttributeKey.stringKey("jobflow.trigger");

    /** One of {@link JobResult}'s values. */
    public static final AttributeKey<String> RESULT = AttributeKey.stringKey("jobflow.result");

    /** The fencing token the attempt held. */
    public static final AttributeKey<Long> FENCING_TOKEN = AttributeKey.longKey("jobflow.fencing_token");

    /** Base URL of the instance that was called. */
    public static final AttributeKey<String> INSTANCE = AttributeKey.stringKey("jobflow.instance");

    /** On a link: why it is there, one of the {@code LINK_…} words below. */
    public static final AttributeKey<String> LINK_TYPE = AttributeKey.stringKey("jobflow.link.type");

    /** Link type: to the dispatch span of the attempt before. */
    public static final String LINK_RETRY = "retry";

    /** Link type: to a span that was around the request but belongs to another trace. */
    public static final String LINK_AMBIENT = "ambient";

    /** Link type: to the span of the caller who triggered the execution. */
    public static final String LINK_TRIGGER = "trigger";

    /** OpenTelemetry's own key: the handler's method with the full name of its class. */
    public static final AttributeKey<String> FUNCTION = AttributeKey.stringKey("code.function.name");

    /** OpenTelemetry's own key: the status the instance answered with. */
    public static final AttributeKey<Long> HTTP_STATUS = AttributeKey.longKey("http.response.status_code");

    /** OpenTelemetry's own key: the class of the failure, or the result's word where nothing was thrown. */
    public static final AttributeKey<String> ERROR_TYPE = AttributeKey.stringKey("error.type");

    private JobAttributes() {}
}
