/** The target JDBC: the statements of drivers. Called on class-loading threads; its advice on the caller's. */
package io.jobflow.agent.weave.jdbc;
