package io.jobflow.agent.weave.urlconnection;

/** The classes behind {@code java.net.HttpURLConnection} that are woven; that of HTTPS connects in its own way. */
public final class UrlConnectionClasses {

    public static final String[] ALL = {
        "sun.net.www.protocol.http.HttpURLConnection", "sun.net.www.protocol.https.AbstractDelegateHttpsURLConnection",
    };

    private UrlConnectionClasses() {}
}
