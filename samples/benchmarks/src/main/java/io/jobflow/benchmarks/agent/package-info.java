/** What an agent costs an executor, measured from outside. Run by hand, by the script {@code agent-cost}. */
package io.jobflow.benchmarks.agent;
