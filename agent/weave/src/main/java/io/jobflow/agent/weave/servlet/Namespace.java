package io.jobflow.agent.weave.servlet;

/** The two package names of the servlet API. */
public enum Namespace {
    /** Up to Servlet 4; the one the advice is written against. */
    JAVAX("javax.servlet."),
    /** From Servlet 5 on. */
    JAKARTA("jakarta.servlet.");

    private final String prefix;

    Namespace(String prefix) {
        this.prefix = prefix;
    }

    String type(String simpleName) {
        return prefix + simpleName;
    }

    String internalPrefix() {
        return prefix.replace('.', '/');
    }
}
