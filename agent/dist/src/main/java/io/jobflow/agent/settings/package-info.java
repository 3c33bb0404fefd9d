/** The agent's settings and where they come from. Imports the JDK only; read once, before {@code main}. */
package io.jobflow.agent.settings;
