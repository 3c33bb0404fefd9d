/**
 * The target Apache HttpClient: 4 and 5, and the asynchronous client of 5. Called on class-loading threads; its advice on the
 * caller's.
 */
package io.jobflow.agent.weave.apache;
