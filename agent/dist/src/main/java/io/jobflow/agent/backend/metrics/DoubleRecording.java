package io.jobflow.agent.backend.metrics;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.context.Context;

/** Takes one value of a histogram. Safe for use by any thread. */
public interface DoubleRecording {

    void record(double value, Attributes attributes, Context context);
}
