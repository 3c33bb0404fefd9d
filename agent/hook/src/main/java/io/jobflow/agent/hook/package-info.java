/**
 * The door between woven code and the agent. Woven code calls {@link io.jobflow.agent.hook.Site} and nothing else of
 * ours; it does nothing unless an agent runs in this JVM. Imports the JDK only; called on whatever thread the woven
 * code runs on.
 */
package io.jobflow.agent.hook;
