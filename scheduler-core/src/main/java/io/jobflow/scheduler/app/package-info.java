/** Owns the standalone program: {@code Main}, its settings and the wiring. Imports everything; imported by none. */
package io.jobflow.scheduler.app;
