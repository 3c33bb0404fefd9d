/**
 * The agent's settings and where they come from. Imports the rules for handlers and the bridge's reading of OpenTelemetry's
 * settings; read once, before {@code main}.
 */
package io.jobflow.agent.settings;
