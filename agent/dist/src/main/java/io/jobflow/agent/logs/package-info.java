/**
 * The application's logging MDCs: finds them, fills them for the time of a run, and puts them right again. Imports the
 * trouble package; called on the application's threads.
 */
package io.jobflow.agent.logs;
