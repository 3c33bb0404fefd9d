/**
 * The runs: what the agent does when woven code calls. {@link io.jobflow.agent.run.AgentDoor} is the single way in.
 * Imports the bridge and the backend, logs and trouble packages; called on the application's threads, and throws nothing
 * into them.
 */
package io.jobflow.agent.run;
