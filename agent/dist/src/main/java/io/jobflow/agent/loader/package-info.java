/**
 * The loader of everything the agent consists of. Imports the JDK only: it is defined before anything else of ours can be
 * loaded. Called on whatever thread loads a class of ours.
 */
package io.jobflow.agent.loader;
