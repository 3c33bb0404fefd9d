/**
 * Netty's HTTP/1.1 codec on the server's side: the reading of a request, the handling of what was read, and the writing of
 * the answer. Advice in here touches the JDK, the hook and Netty's own types only. Imports the plugin package.
 */
package io.jobflow.agent.weave.netty;
