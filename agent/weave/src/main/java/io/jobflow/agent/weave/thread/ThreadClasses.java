package io.jobflow.agent.weave.thread;

/** The JDK's classes of threads. Others inherit what matters from them. */
public final class ThreadClasses {

    /** Woven before {@code main}. */
    public static final String EARLY = "java.lang.Thread";

    /** Woven with the pools. From Java 21 on (19 and 20 with their previews). */
    public static final String[] LATE = {"java.lang.VirtualThread"};

    private ThreadClasses() {}
}
