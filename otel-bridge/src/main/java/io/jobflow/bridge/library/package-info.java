/**
 * JobFlow's part in an executor as a library, for services that add a filter to their code rather than an agent to
 * their command line: filters for the JDK's HTTP server and for both servlet namespaces, the MDC through SLF4J, and an
 * OkHttp interceptor that passes the trace on. Each class needs the library it is for, which this module depends on
 * optionally. Imports {@code attempt} and those libraries; called on the application's request threads.
 */
package io.jobflow.bridge.library;
