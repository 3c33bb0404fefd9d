/**
 * End-to-end tests: they start the packaged jars in JVMs of their own and look at them from outside, by HTTP, by log and
 * by an OpenTelemetry back end. Nothing here imports JobFlow. After {@code mvn -DskipTests package} one of them runs with
 * {@code mvn verify -pl samples/end-to-end/oap,samples/end-to-end -Dit.test=MainJobIT}.
 */
package io.jobflow.endtoend;
