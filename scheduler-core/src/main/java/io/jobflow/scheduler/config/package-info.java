/**
 * Owns how text becomes settings: durations, near misses of names, and the binding and loading of settings. Imports
 * {@code time} only. Settings records live with their feature. Called once at start; the parsers are pure.
 */
package io.jobflow.scheduler.config;
