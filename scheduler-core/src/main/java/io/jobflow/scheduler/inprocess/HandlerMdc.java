package io.jobflow.scheduler.inprocess;

import io.jobflow.bridge.JobMdc;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/** Fills the logging MDC of a handler's thread with the keys that the agent fills in executors. */
final class HandlerMdc {

    private final @Nullable Map<String, String> before = MDC.getCopyOfContextMap();

    private HandlerMdc() {}

    static HandlerMdc of(HandlerRequest request) {
        HandlerMdc mdc = new HandlerMdc();
        MDC.put(JobMdc.TRACE_ID, request.traceId());
        MDC.put(JobMdc.SPAN_ID, request.dispatched().attempt().spanId());
        MDC.put(JobMdc.JOB_NAME, request.job());
        MDC.put(JobMdc.EXECUTION_ID, request.execution().toString());
        MDC.put(JobMdc.ATTEMPT, Integer.toString(request.attempt()));
        MDC.put(JobMdc.SHARD_INDEX, Integer.toString(request.shard().index()));
        MDC.put(JobMdc.SHARD_TOTAL, Integer.toString(request.shard().total()));
        return mdc;
    }

    /** Brings back what was there before. */
    void restore() {
        if (before == null) {
            MDC.clear();
        } else {
            MDC.setContextMap(before);
        }
    }
}
