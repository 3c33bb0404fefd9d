/** Objects of the application as keys that keep nothing alive. Imports the JDK only. */
package io.jobflow.agent.identity;
