package io.jobflow.bridge;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * The names of the headers of the executor protocol, version 1 (docs/protocol.md). HTTP compares them without regard to
 * case.
 */
public final class JobHeaders {

    /** W3C trace context of the attempt's dispatch span. */
    public static final String TRACEPARENT = "traceparent";

    /** W3C vendor part of the trace context. */
    public static final String TRACESTATE = "tracestate";

    /** W3C baggage. */
    public static final String BAGGAGE = "baggage";

    /** The trace id alone, 32 lower-case hex digits, for executors that read nothing else. */
    public static final String TRACE_ID = "X-Trace-Id";

    /** The job's name. */
    public static final String JOB = "X-JobFlow-Job";

    /** The execution's id. */
    public static final String EXECUTION = "X-JobFlow-Execution";

    /** The attempt's number, from 1. */
    public static final String ATTEMPT = "X-JobFlow-Attempt";

    /** The instant the schedule asked for, ISO-8601 in UTC. */
    public static final String FIRE_TIME = "X-JobFlow-Fire-Time";

    /** The instant after which the scheduler no longer waits for this attempt, ISO-8601 in UTC. */
    public static final String DEADLINE = "X-JobFlow-Deadline";

    /** The shard's index, from 0; always present. */
    public static final String SHARD_INDEX = "X-Shard-Index";

    /** The number of shards, at least 1; always present. */
    public static final String SHARD_TOTAL = "X-Shard-Total";

    /** First id of a range shard, inclusive; absent for other shards. */
    public static final String START_ID = "X-Start-Id";

    /** Last id of a range shard, inclusive; absent for other shards. */
    public static final String END_ID = "X-End-Id";

    /** What is leased. */
    public static final String LOCK_KEY = "X-Lock-Key";

    /** The fencing token, a decimal number that only grows for one lock key. */
    public static final String FENCING_TOKEN = "X-JobFlow-Fencing-Token";

    /** How long the lease holds, in milliseconds from the moment of sending. */
    public static final String LEASE_MILLIS = "X-JobFlow-Lease-Millis";

    /** Absolute URL at which this attempt's outcome can be reported; absent without a public URL. */
    public static final String CALLBACK = "X-JobFlow-Callback";

    /** What the attempt before left for this one, percent-encoded UTF-8; absent when it left nothing. Not signed. */
    public static final String CHECKPOINT = "X-JobFlow-Checkpoint";

    /** Epoch milliseconds at which the request was signed. */
    public static final String TIMESTAMP = "X-JobFlow-Timestamp";

    /** A value used once, so that a signed request cannot be replayed. */
    public static final String NONCE = "X-JobFlow-Nonce";

    /** HMAC-SHA256 of the request, lower-case hex. */
    public static final String SIGNATURE = "X-JobFlow-Signature";

    /**
     * The signed headers in the order in which they enter the canonical string (docs/protocol.md). The trace headers are
     * not among them, because proxies may rewrite those.
     */
    public static final List<String> SIGNED = Collections.unmodifiableList(Arrays.asList(
            TRACE_ID,
            JOB,
            EXECUTION,
            ATTEMPT,
            FIRE_TIME,
            DEADLINE,
            SHARD_INDEX,
            SHARD_TOTAL,
            START_ID,
            END_ID,
            LOCK_KEY,
            FENCING_TOKEN,
            LEASE_MILLIS,
            CALLBACK,
            TIMESTAMP,
            NONCE));

    private JobHeaders() {}
}
