package io.jobflow.agent.weave.vertx;

/** The classes of Vert.x 4 and 5 that are woven, and the one of Netty that its contexts hand work to. */
public final class VertxClasses {

    /** Does one piece of work after the other, for whoever handed it over. */
    static final String QUEUE = "io.vertx.core.impl.TaskQueue";
    /** The work of {@code executeBlocking} from 5.0 on, which the queue knows by its class. */
    static final String WORK = "io.vertx.core.impl.WorkerTask";

    static final String TIMER = "io.vertx.core.impl.VertxImpl$InternalTimerHandler";
    static final String EVENT_LOOP = "io.netty.util.concurrent.SingleThreadEventExecutor";

    public static final String[] ALL = {QUEUE, WORK, TIMER, EVENT_LOOP};

    private VertxClasses() {}
}
