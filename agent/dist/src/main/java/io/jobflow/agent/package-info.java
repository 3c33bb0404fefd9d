/**
 * The agent's front door: the one class that is visible on the application's class path. It imports the JDK only and runs
 * on the thread that starts the JVM; everything else of the agent is loaded by
 * {@link io.jobflow.agent.loader.IsolatedLoader}, which no application class can see.
 */
package io.jobflow.agent;
