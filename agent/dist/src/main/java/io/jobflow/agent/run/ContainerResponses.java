package io.jobflow.agent.run;

import org.jspecify.annotations.Nullable;

/**
 * What a servlet container writes an answer to, found from its own response: the application may write it on any thread, and
 * may ask for the stream as late as it likes. Containers are not visible here, so this looks at them through reflection; a
 * container that is unlike those we know is left alone. Safe for use by any thread.
 */
final class ContainerResponses {

    private static final String RUN_ATTRIBUTE = "io.jobflow.run";
    private static final MemberByName TOMCAT_RESPONSE = MemberByName.field("response");
    private static final MemberByName TOMCAT_OUTPUT = MemberByName.field("outputBuffer");
    private static final MemberByName JETTY_CHANNEL = MemberByName.method("getServletChannel");
    private static final MemberByName JETTY_OUTPUT = MemberByName.method("getHttpOutput");
    private static final MemberByName UNDERTOW_REQUEST = MemberByName.method("getOriginalRequest");
    private static final MemberByName ATTRIBUTE = MemberByName.method("getAttribute", String.class);

    private ContainerResponses() {}

    /** Tomcat's or Jetty's; null for other containers. */
    static @Nullable Object output(Object response) {
        String name = response.getClass().getName();
        if (name.startsWith("org.apache.catalina.")) {
            return TOMCAT_OUTPUT.of(name.endsWith("Facade") ? TOMCAT_RESPONSE.of(response) : response);
        }
        if (name.startsWith("org.eclipse.jetty.")) {
            Object own = JETTY_OUTPUT.of(response);
            return own != null ? own : JETTY_OUTPUT.of(JETTY_CHANNEL.of(response));
        }
        return null;
    }

    /** The run's token that a request keeps, found from Undertow's context of the request; null if there is none. */
    static @Nullable Object runAttribute(Object requestContext) {
        return ATTRIBUTE.of(UNDERTOW_REQUEST.of(requestContext), RUN_ATTRIBUTE);
    }
}
