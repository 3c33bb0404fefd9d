package io.jobflow.agent.backend.metrics;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.context.Context;

/** Takes one step of a counter, up or down. Safe for use by any thread. */
public interface LongRecording {

    void add(long value, Attributes attributes, Context context);
}
