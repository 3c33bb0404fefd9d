/**
 * Owns what the scheduler tells the outside about itself: spans, metrics and log lines, made from the engine's notices.
 * Imports {@code time}, {@code execution}, {@code job}, {@code dispatch}, {@code engine} and the bridge. Listeners are
 * called on the firing loop's thread; nothing in here throws into it.
 */
package io.jobflow.scheduler.telemetry;
