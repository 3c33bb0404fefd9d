/**
 * {@code java.util.logging}: its records, so that their texts show the run they were logged in. Advice in here touches the
 * JDK, the hook and the target's own types only. Imports the plugin package.
 */
package io.jobflow.agent.weave.jul;
