/**
 * What the agent does and says when it is asked from outside: the switch, and the report. Imports every package but
 * start-up and the command line; called on the JVM's attach thread, and by job requests.
 */
package io.jobflow.agent.control;
