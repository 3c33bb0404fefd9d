/**
 * Threads, platform and virtual: where they are started, where they begin and where they end. What is handed to a thread
 * of its own, by {@code new Thread}, an executor with a thread per task or a structured scope, comes through here. Advice
 * in here touches the JDK and the hook only. Imports the plugin package.
 */
package io.jobflow.agent.weave.thread;
