package io.jobflow.agent.weave.netty;

/** The classes of Netty 4.1 and 4.2 that are woven. They serve clients too, which the advice tells apart by the message. */
public final class NettyClasses {

    static final String DECODER = "io.netty.handler.codec.http.HttpObjectDecoder";
    static final String ENCODER = "io.netty.handler.codec.http.HttpObjectEncoder";
    /** What hands decoded messages on to the handlers. */
    static final String HANDING_ON = "io.netty.handler.codec.ByteToMessageDecoder";

    /** Of Reactor Netty: lets one request of a connection through after the other. */
    static final String ONE_BY_ONE = "reactor.netty.http.server.HttpTrafficHandler";

    /** Those of HTTP. */
    public static final String[] CODEC = {DECODER, ENCODER, ONE_BY_ONE};

    /** Those that other protocols use too. */
    public static final String[] SHARED = {HANDING_ON};

    static final String[] ALL = {DECODER, ENCODER, ONE_BY_ONE, HANDING_ON};

    private NettyClasses() {}

    /** Whether the method is on the stack while a request is read, or as long as its run is on the thread. */
    public static boolean isEntry(String className, String method) {
        switch (className) {
            case DECODER:
                return method.equals("decode");
            case HANDING_ON:
                return method.equals("fireChannelRead");
            default:
                return className.equals(ONE_BY_ONE) && method.equals("run");
        }
    }
}
