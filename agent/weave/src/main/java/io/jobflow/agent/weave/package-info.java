/**
 * What the agent weaves, and the weaving. {@link io.jobflow.agent.weave.Targets} knows the names of the classes and needs
 * nothing but the JDK; {@link io.jobflow.agent.weave.Weaver} brings Byte Buddy and is loaded at the first class that has
 * one of those names. Imports the packages below it; called on class-loading threads of the application.
 */
package io.jobflow.agent.weave;
