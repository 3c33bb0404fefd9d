package io.jobflow.scheduler.telemetry;

import io.opentelemetry.api.common.AttributeKey;

/** Names of attributes and metrics that only the scheduler uses; those of both sides are the bridge's. */
final class SchedulerVocabulary {

    /** Attribute of the fire span: the execution's status, which has more words than a result. */
    static final AttributeKey<String> STATUS = AttributeKey.stringKey("jobflow.execution.status");

    /** Attribute of the fire span: the code of the reason for the status. */
    static final AttributeKey<String> REASON = AttributeKey.stringKey("jobflow.reason");

    /** Attribute of the fire span: true when a person sent the execution again and this is that life's span. */
    static final AttributeKey<Boolean> REOPENED = AttributeKey.booleanKey("jobflow.reopened");

    /** Counter: word of attempts that had ended otherwise or were not waited for any more; by how it came. */
    static final String LATE_WORDS = "jobflow.late_words";

    /** Tag of {@link #LATE_WORDS}: {@code answer} or {@code callback}. */
    static final String TAG_VIA = "via";

    /** Counter: executions that became final, those that never ran included; by job, trigger and status. */
    static final String EXECUTIONS = "jobflow.executions";

    /** Counter: executions that became dead letters; by job. */
    static final String DEAD_LETTERS = "jobflow.dead_letters";

    /** Gauge: executions that wait their turn; by job. */
    static final String QUEUE_WAITING = "jobflow.queue.waiting";

    /** Gauge: how long the first execution that waits its turn has waited; by job. */
    static final String QUEUE_AGE = "jobflow.queue.oldest.age";

    /** Counter: finished executions and deleted jobs that were removed; by kind. */
    static final String PRUNED = "jobflow.pruned";

    /** Tag of {@link #PRUNED}: {@code execution} or {@code job}. */
    static final String TAG_KIND = "kind";

    /** Counter: shards that nobody answered for, put back on their way; by what they lacked. */
    static final String STUCK = "jobflow.stuck";

    /** Tag of {@link #STUCK}: {@code answer}, {@code turn} or {@code slot}. */
    static final String TAG_LACKED = "lacked";

    /** Counter: transactions that the database did not take, each try of them; by why. */
    static final String STORE_FAILURES = "jobflow.store.failures";

    /** Tag of {@link #STORE_FAILURES}: {@code conflict} (a deadlock, a lock waited for too long) or {@code other}. */
    static final String TAG_WHY = "why";

    /** Counter: failures of telemetry itself, which cost a signal and nothing else; by what failed. */
    static final String TROUBLE = "jobflow.telemetry.trouble";

    /** Tag of {@link #EXECUTIONS}. */
    static final String TAG_STATUS = "status";

    /** Tag of {@link #TROUBLE}. */
    static final String TAG_WHAT = "what";

    private SchedulerVocabulary() {}
}
