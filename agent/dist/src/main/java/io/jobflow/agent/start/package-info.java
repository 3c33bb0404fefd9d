/**
 * Start-up: guards, the dispatcher in java.base, the lazy transformer, and the wiring. Imports every other package of the
 * agent, though most of their classes are loaded later; runs before {@code main}, and on class-loading threads.
 */
package io.jobflow.agent.start;
