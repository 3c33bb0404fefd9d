/** Steps of the build that no Maven plugin has: they run between the tests' compilation and the agent's jar. */
package io.jobflow.agent.packing;
