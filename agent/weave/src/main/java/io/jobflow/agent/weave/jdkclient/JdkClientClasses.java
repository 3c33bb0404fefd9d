package io.jobflow.agent.weave.jdkclient;

/** The classes behind {@code java.net.http.HttpClient} that are woven. */
public final class JdkClientClasses {

    static final String CLIENT = "jdk.internal.net.http.HttpClientImpl";
    static final String REQUEST = "jdk.internal.net.http.HttpRequestImpl";

    public static final String[] ALL = {CLIENT, REQUEST};

    private JdkClientClasses() {}
}
