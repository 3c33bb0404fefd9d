/**
 * Vert.x: where a context hands work to its event loop, a worker thread or a timer. Requests come through Netty's codec.
 * Advice in here touches the JDK and the hook only. Imports the plugin package.
 */
package io.jobflow.agent.weave.vertx;
