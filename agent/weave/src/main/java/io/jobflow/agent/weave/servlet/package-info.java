/**
 *  the outermost filter or servlet, and the writing of the answer. Advice in here touches the JDK, the hook and the target's own types only. Imports the plugin package.
 */
package io.jobflow.agent.weave.servlet;
