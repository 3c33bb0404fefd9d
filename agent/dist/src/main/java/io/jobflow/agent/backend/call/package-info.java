/** Calls into classes that are not ours. Imports the JDK only; called on the application's threads. */
package io.jobflow.agent.backend.call;
