package io.jobflow.agent.weave.logback;

/** The classes of Logback 1.2 to 1.5 that are woven. */
public final class LogbackClasses {

    static final String LOGGER = "ch.qos.logback.classic.Logger";
    static final String EVENT = "ch.qos.logback.classic.spi.LoggingEvent";
    static final String MDC = "ch.qos.logback.classic.util.LogbackMDCAdapter";
    /** From 1.3 on. */
    static final String SIMPLE_MDC = "ch.qos.logback.classic.util.LogbackMDCAdapterSimple";

    public static final String[] ALL = {LOGGER, EVENT, MDC, SIMPLE_MDC};

    private LogbackClasses() {}
}
