/**
 * Start-up: guards, the dispatcher in java.base, the lazy transformer, and the wiring. Imports every other package of the
 * agent, though most of their classes are loaded later; runs before {@code main}, on class-loading threads, and on a daemon thread of its own.
 */
package io.jobflow.agent.start;
