package io.jobflow.agent.weave.pool;

/** The classes of the JDK that carry work to other threads, as they are from Java 8 to 25. */
public final class PoolClasses {

    static final String THREAD_POOL = "java.util.concurrent.ThreadPoolExecutor";
    static final String SCHEDULED_POOL = "java.util.concurrent.ScheduledThreadPoolExecutor";
    static final String FUTURE = "java.util.concurrent.FutureTask";
    static final String FORK_JOIN_POOL = "java.util.concurrent.ForkJoinPool";
    static final String FORK_JOIN = "java.util.concurrent.ForkJoinTask";

    /** From Java 25 on. */
    static final String FORK_JOIN_DELAYED = "java.util.concurrent.DelayScheduler$ScheduledForkJoinTask";

    public static final String[] ALL = {
        THREAD_POOL, SCHEDULED_POOL, FUTURE, FORK_JOIN_POOL, FORK_JOIN, FORK_JOIN_DELAYED
    };

    private PoolClasses() {}
}
