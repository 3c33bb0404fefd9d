/**
 * Weaves Log4j 2: its thread context maps, so that the agent can fill them, and what gives an event its context data.
 * Advice in here touches the JDK, the hook and the target's own types only. Imports the plugin package.
 */
package io.jobflow.agent.weave.log4j;
