/** What the agent says of itself in numbers. Imports the JDK only; written once at start, read by exporters and doctor. */
package io.jobflow.agent.figures;
