/**
 * Owns the call of an executor: headers, signature, the HTTP client and what an answer means. Imports {@code job},
 * {@code execution}, {@code discovery}, {@code time} and the bridge's header names.
 */
package io.jobflow.scheduler.dispatch;
