package io.jobflow.agent.weave.log4j;

/** The classes of Log4j 2.17 and later that are woven. */
public final class Log4jClasses {

    private static final String INJECTOR = "org.apache.logging.log4j.core.impl.ThreadContextDataInjector$";

    /** What every way of logging asks for an event's context data, on the thread that logs. */
    static final String[] INJECTORS = {
        INJECTOR + "ForDefaultThreadContextMap",
        INJECTOR + "ForCopyOnWriteThreadContextMap",
        INJECTOR + "ForGarbageFreeThreadContextMap",
    };

    static final String DEFAULT_MAP = "org.apache.logging.log4j.spi.DefaultThreadContextMap";
    /** Up to 2.23. */
    static final String COPIED_MAP = "org.apache.logging.log4j.spi.CopyOnWriteSortedArrayThreadContextMap";
    /** Up to 2.23. */
    static final String REUSED_MAP = "org.apache.logging.log4j.spi.GarbageFreeSortedArrayThreadContextMap";
    /** From 2.24 on. */
    static final String CORE_MAP =
            "org.apache.logging.log4j.core.context.internal.GarbageFreeSortedArrayThreadContextMap";

    /** What lines are exported from. */
    static final String LOGGER = "org.apache.logging.log4j.core.Logger";

    static final String ASYNC_LOGGER = "org.apache.logging.log4j.core.async.AsyncLogger";

    public static final String[] ALL = {
        INJECTORS[0], INJECTORS[1], INJECTORS[2], DEFAULT_MAP, COPIED_MAP, REUSED_MAP, CORE_MAP,
    };

    /** Woven only where lines of runs may be exported. */
    public static final String[] EXPORTING = {LOGGER, ASYNC_LOGGER};

    private Log4jClasses() {}
}
