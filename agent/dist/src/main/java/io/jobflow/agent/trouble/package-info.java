/**
 * Where the agent's own failures end: counted, and said once on stderr. Imports the bridge's vocabulary; called on any
 * thread, also before {@code main}.
 */
package io.jobflow.agent.trouble;
