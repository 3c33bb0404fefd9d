/**
 * What tests of the packaged agent need: the JDKs of this machine, a program in a JVM of its own, an OTLP receiver, and
 * requests down to the byte. Imports nothing of the agent.
 */
package io.jobflow.agent.harness;
