package io.jobflow.scheduler.app;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import java.util.List;
import org.slf4j.LoggerFactory;

/**
 * The server's log: one line an event on standard output, with the job, execution and trace it belongs to. In code
 * rather than in a file of the jar, so that programs that embed the library keep their own; {@code
 * -Dlogback.configurationFile=…} replaces it.
 */
final class ServerLogging {

    /** The keys a line has; those it has not are left out. */
    private static final String KEYS = "%replace(%replace( [job=%X{jobName} execution=%X{executionId}"
            + " attempt=%X{attempt} trace=%X{traceId}]){' (execution|attempt|trace)=(?=[ \\]])', ''})"
            + "{' \\[job=\\]', ''}";

    private static final String PATTERN = "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %-5level %logger{0}" + KEYS + " %msg%n";

    /** Libraries whose everyday words are not ours to repeat. */
    private static final List<String> QUIET =
            List.of("org.eclipse.jetty", "com.zaxxer.hikari", "org.flywaydb", "org.sqlite", "okhttp3");

    private ServerLogging() {}

    static void configure() {
        boolean chosenByUser = System.getProperty("logback.configurationFile") != null;
        if (chosenByUser || !(LoggerFactory.getILoggerFactory() instanceof LoggerContext context)) {
            return;
        }
        context.reset();
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setPattern(PATTERN);
        encoder.start();
        ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
        console.setContext(context);
        console.setEncoder(encoder);
        console.start();
        Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.INFO);
        root.addAppender(console);
        // What goes wrong there reaches us as an exception, and is told once, by us.
        context.getLogger("io.javalin").setLevel(Level.OFF);
        QUIET.forEach(name -> context.getLogger(name).setLevel(Level.WARN));
    }
}
