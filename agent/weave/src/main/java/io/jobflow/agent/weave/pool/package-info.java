/**
 * The JDK's thread pools: where work is handed over, where another thread does it, and where it is dropped. Advice in
 * here touches the JDK and the hook only. Imports the plugin package.
 */
package io.jobflow.agent.weave.pool;
