/**
 * Calls that go out of a run: CLIENT spans below the run's span for HTTP requests and database statements, the headers
 * that carry the trace on, and the shape of a statement, which holds none of its values. Imports the vocabulary, the
 * attempt package and OpenTelemetry's API (not its SDK). Called on the application's threads; nothing here throws into
 * them.
 */
package io.jobflow.bridge.outgoing;
