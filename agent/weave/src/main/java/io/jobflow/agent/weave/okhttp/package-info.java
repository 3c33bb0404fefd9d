/** The target OkHttp 3.14 to 5: calls that go out of a run. Called on class-loading threads; its advice on the caller's. */
package io.jobflow.agent.weave.okhttp;
