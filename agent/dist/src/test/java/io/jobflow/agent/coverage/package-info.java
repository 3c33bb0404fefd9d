/**
 * What the agent is shown to work with: suites say so with {@link Shows}, and the table of {@code docs/agent-coverage.md}
 * is made from what passed.
 */
package io.jobflow.agent.coverage;
