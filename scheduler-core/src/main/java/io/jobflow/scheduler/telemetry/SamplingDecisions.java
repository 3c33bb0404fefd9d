package io.jobflow.scheduler.telemetry;

import io.jobflow.bridge.fire.FireIds;
import io.jobflow.bridge.fire.FireTelemetry;
import io.jobflow.scheduler.execution.Execution;
import io.jobflow.scheduler.execution.ExecutionId;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Whether each execution's trace is sampled: asked once and kept until the execution has ended, so that what its
 * attempts' {@code traceparent} says and what is exported here are the same even when a sampler would change its mind.
 * After a restart the sampler is asked again, which matters only to one that does not go by the trace id. Safe for use
 * by many threads.
 */
final class SamplingDecisions {

    /** Beyond this, the oldest decision is asked for again when it is needed. */
    private static final int MAX_KEPT = 20_000;

    private final FireTelemetry fires;
    private final Map<ExecutionId, Boolean> kept = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<ExecutionId, Boolean> eldest) {
            return size() > MAX_KEPT;
        }
    };

    SamplingDecisions(FireTelemetry fires) {
        this.fires = fires;
    }

    /** The execution's planned ids with its decision. */
    FireIds idsOf(Execution execution) {
        return FireIds.of(execution.traceId(), execution.fireSpanId(), isSampled(execution));
    }

    private synchronized boolean isSampled(Execution execution) {
        return kept.computeIfAbsent(
                execution.id(),
                id -> fires.sampled(
                        execution.traceId(),
                        execution.jobName(),
                        execution.trigger().value()));
    }

    /** Lets go of an execution that has ended. */
    synchronized void forget(ExecutionId execution) {
        kept.remove(execution);
    }
}
