/**
 * The target {@code java.net.http.HttpClient} of the JDK, from 11 on. Called on class-loading threads; its advice on the
 * caller's.
 */
package io.jobflow.agent.weave.jdkclient;
