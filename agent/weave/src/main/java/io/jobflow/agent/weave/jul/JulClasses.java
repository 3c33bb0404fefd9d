package io.jobflow.agent.weave.jul;

/** The classes of {@code java.util.logging} that are woven, and one that hands its records on. */
public final class JulClasses {

    /** No constant of the compiler's: the build exchanges that name in constants, so that nothing of ours calls the class. */
    static final String LOGGER = "java.util.logging.".concat("Logger");

    static final String FORMATTER = "java.util.logging.Formatter";
    /** Makes events of Log4j from records, whose text it takes from a formatter; other bridges put it together themselves. */
    static final String LOG4J_BRIDGE = "org.apache.logging.log4j.jul.Log4jBridgeHandler";

    public static final String[] ALL = {LOGGER, FORMATTER, LOG4J_BRIDGE};

    private JulClasses() {}
}
