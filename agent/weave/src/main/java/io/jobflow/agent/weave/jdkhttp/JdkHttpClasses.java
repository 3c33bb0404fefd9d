package io.jobflow.agent.weave.jdkhttp;

/** The classes of the JDK's web server that are woven; the ones in {@code sun} are the same from 8 to 25. */
public final class JdkHttpClasses {

    static final String CHAIN = "com.sun.net.httpserver.Filter$Chain";
    static final String EXCHANGE = "sun.net.httpserver.HttpExchangeImpl";
    static final String TLS_EXCHANGE = "sun.net.httpserver.HttpsExchangeImpl";
    static final String STREAM = "sun.net.httpserver.PlaceholderOutputStream";

    public static final String[] ALL = {CHAIN, EXCHANGE, TLS_EXCHANGE, STREAM};

    private JdkHttpClasses() {}

    /** Whether it is on the stack as long as a run is on its thread. */
    public static boolean isEntry(String className) {
        return className.equals(CHAIN);
    }
}
