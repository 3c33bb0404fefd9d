package io.jobflow.scheduler.http;

import io.jobflow.scheduler.engine.CommandGate;
import io.jobflow.scheduler.store.JobStore;
import io.jobflow.scheduler.time.TimeSource;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * What the API speaks for. All parts are used by many threads at once.
 *
 * @param store answers every read
 * @param gate takes every change
 * @param metrics from a content type, Prometheus text or OpenMetrics, to a page of metrics in it
 * @param obstacle what keeps the scheduler from being ready, in one sentence; empty when it is
 */
public record ApiParts(
        JobStore store,
        CommandGate gate,
        TimeSource time,
        UnaryOperator<String> metrics,
        Supplier<Optional<String>> obstacle) {}
