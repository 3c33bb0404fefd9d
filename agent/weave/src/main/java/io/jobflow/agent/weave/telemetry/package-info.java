/**
 * The application's own telemetry: finds its OpenTelemetry SDKs and its Micrometer registries as they are made. Advice in
 * here touches the JDK and the hook only. Imports the plugin package.
 */
package io.jobflow.agent.weave.telemetry;
