/**
 * The agent's side of calls that go out of a run: HTTP requests and database statements. Imports the bridge, which makes
 * the spans, and knows nothing of OpenTelemetry itself. Called by the runs, on the application's threads.
 */
package io.jobflow.agent.outgoing;
