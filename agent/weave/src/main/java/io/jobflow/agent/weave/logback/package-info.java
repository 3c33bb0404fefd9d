/**
 * Weaves Logback: its MDC, so that the agent can fill it, and its events, so that they keep the entries they were logged
 * with. Advice in here touches the JDK, the hook and the target's own types only. Imports the plugin package.
 */
package io.jobflow.agent.weave.logback;
