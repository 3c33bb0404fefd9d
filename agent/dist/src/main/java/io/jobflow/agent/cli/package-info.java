/**
 * The command line: {@code java -jar jobflow-agent.jar COMMAND}. Runs in a JVM of its own and talks to others by
 * attaching. Imports the weaver and the JDK; confined to the main thread.
 */
package io.jobflow.agent.cli;
