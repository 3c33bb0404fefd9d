package io.jobflow.agent.weave.apache;

import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;

/** The classes of Apache HttpClient that are woven: those behind which redirects and retries happen. */
public final class ApacheClientClasses {

    static final String ASYNC_5 = "org.apache.hc.client5.http.impl.async.InternalAbstractHttpAsyncClient";

    /** Of version 4. */
    static final Set<String> CLASSIC_4 = Collections.unmodifiableSet(new HashSet<>(Arrays.asList(
            "org.apache.http.impl.client.InternalHttpClient",
            "org.apache.http.impl.client.MinimalHttpClient",
            "org.apache.http.impl.client.AbstractHttpClient")));

    public static final String[] ALL = {
        "org.apache.http.impl.client.InternalHttpClient",
        "org.apache.http.impl.client.MinimalHttpClient",
        "org.apache.http.impl.client.AbstractHttpClient",
        "org.apache.hc.client5.http.impl.classic.InternalHttpClient",
        "org.apache.hc.client5.http.impl.classic.MinimalHttpClient",
        ASYNC_5,
    };

    private ApacheClientClasses() {}
}
