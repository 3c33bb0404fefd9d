package io.jobflow.agent.weave.okhttp;

/**
 * The class of OkHttp that is woven. The agent packs an OkHttp of its own under another name, and packing exchanges the name
 * in constants too; so the application's is put together here, where that does not see it.
 */
public final class OkHttpClasses {

    static final String PACKAGE = "ok".concat("http3");

    static final String CHAIN = PACKAGE + ".internal.http.RealInterceptorChain";

    public static final String[] ALL = {CHAIN};

    private OkHttpClasses() {}
}
