/** The target {@code HttpURLConnection} of the JDK. Called on class-loading threads; its advice on the caller's. */
package io.jobflow.agent.weave.urlconnection;
