package io.jobflow.agent.weave.servlet;

import java.util.Arrays;

/**
 * The classes of servlet containers that are woven. A request comes first to the container's own chain of filters, then to
 * {@code HttpServlet}; which of them is outermost differs from application to application.
 */
public final class ServletClasses {

    /** The only container that lets another thread complete a request before the thread that began it is back. */
    static final String UNDERTOW_REQUEST = "io.undertow.servlet.spec.HttpServletRequestImpl";

    /** Their methods take a request and a response first; but for the last one. */
    static final String[] ENTRIES = {
        "javax.servlet.http.HttpServlet",
        "jakarta.servlet.http.HttpServlet",
        "org.apache.catalina.core.ApplicationFilterChain",
        "org.eclipse.jetty.servlet.FilterHolder",
        "org.eclipse.jetty.ee8.servlet.FilterHolder",
        "org.eclipse.jetty.ee9.servlet.FilterHolder",
        "org.eclipse.jetty.ee10.servlet.FilterHolder",
        "org.eclipse.jetty.ee11.servlet.FilterHolder",
        "io.undertow.servlet.core.ManagedFilter",
        UNDERTOW_REQUEST,
    };

    /** Where the bytes and characters of an answer pass through. */
    static final String[] OUTPUTS = {
        "org.apache.catalina.connector.OutputBuffer",
        "org.eclipse.jetty.server.HttpOutput",
        "org.eclipse.jetty.ee8.nested.HttpOutput",
        "org.eclipse.jetty.ee9.nested.HttpOutput",
        "org.eclipse.jetty.ee10.servlet.HttpOutput",
        "org.eclipse.jetty.ee11.servlet.HttpOutput",
        "io.undertow.servlet.spec.ServletOutputStreamImpl",
        "io.undertow.servlet.spec.ServletPrintWriter",
    };

    /** Their method for one byte or character hands on to one that is woven, so that it must not be. */
    static final String UNITS_HANDED_ON = "io.undertow.servlet.spec.";

    public static final String[] ALL = all();

    private ServletClasses() {}

    /** Whether it is on the stack as long as a run is on its thread. */
    public static boolean isEntry(String className) {
        return Arrays.asList(ENTRIES).contains(className);
    }

    private static String[] all() {
        String[] all = Arrays.copyOf(ENTRIES, ENTRIES.length + OUTPUTS.length);
        System.arraycopy(OUTPUTS, 0, all, ENTRIES.length, OUTPUTS.length);
        return all;
    }
}
