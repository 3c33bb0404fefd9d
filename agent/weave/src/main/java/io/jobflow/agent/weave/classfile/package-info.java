/**
 * Class files as they are spelt, for what happens too early or too often for a library. Imports the JDK only; called on
 * class-loading threads.
 */
package io.jobflow.agent.weave.classfile;
