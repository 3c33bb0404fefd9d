/**
 *  the chain of filters and handler, and the exchange whose answer tells how it ended. Advice in here touches the JDK, the hook and the target's own types only. Imports the plugin package.
 */
package io.jobflow.agent.weave.jdkhttp;
