/**
 * Owns handlers that run inside the scheduler's own JVM: their registry, their threads, their deadlines and the wrappers
 * around them. Imports {@code job}, {@code execution} and {@code dispatch}, whose {@code Dispatcher} it implements; called
 * by the firing loop, and by whoever registers handlers, on any thread.
 */
package io.jobflow.scheduler.inprocess;
