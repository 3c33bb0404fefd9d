package io.jobflow.agent.backend;

import io.jobflow.bridge.attempt.AttemptTelemetry;

/** Something that records attempts. Safe for use by any thread. */
public interface Backend {

    /** Begins to get ready on a thread of its own; calls after the first do nothing. Returns at once. */
    void prepare();

    /** Where attempts are recorded; waits a bounded time until it is ready and answers one that drops all afterwards. */
    AttemptTelemetry telemetry();
}
