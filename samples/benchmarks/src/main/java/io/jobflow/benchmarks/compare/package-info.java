/**
 * Runs schedulers side by side on one machine: PostgreSQL, an HTTP server that does nothing, and each scheduler in turn,
 * all in processes of their own. {@link io.jobflow.benchmarks.compare.Compare} drives them over their standard input and
 * output; a process whose driver is gone ends by itself. Run by hand through {@code samples/benchmarks/compare}.
 */
package io.jobflow.benchmarks.compare;
