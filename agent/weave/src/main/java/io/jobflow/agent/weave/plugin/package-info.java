/**
 * What every weaving target builds on: the plugin, the door its advice calls through, and the reading of advice class
 * files. Imports Byte Buddy; called on class-loading threads.
 */
package io.jobflow.agent.weave.plugin;
