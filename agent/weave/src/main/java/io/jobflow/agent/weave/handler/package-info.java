/**
 * Handlers that the settings name: which classes and methods they are, and the advice around them. Advice in here touches
 * the JDK and the hook only. The rules load nothing of Byte Buddy. Imports the plugin package.
 */
package io.jobflow.agent.weave.handler;
