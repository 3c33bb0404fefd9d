package io.jobflow.agent.trouble;

import io.jobflow.bridge.Trouble;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.logging.Filter;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.jspecify.annotations.Nullable;

/**
 * Stands in for {@code java.util.logging.Logger} in everything that is packed into the agent; the build exchanges the
 * name. So the agent neither initialises the application's logging before the application does, nor writes into it:
 * warnings become trouble, all else is dropped. Has the methods that the packed libraries call, and a test holds them
 * against each other. Safe for use by any thread.
 */
public final class QuietLogger {

    /** Static, like the receiver, because {@link #getLogger} is. Who sets a filter counts on finding it again. */
    private static final ConcurrentMap<String, QuietLogger> LOGGERS = new ConcurrentHashMap<>();

    /** Set once at start. */
    private static volatile @Nullable Trouble receiver;

    private final String name;
    private volatile @Nullable Filter filter;

    private QuietLogger(String name) {
        this.name = name;
    }

    /** Where warnings go; until it is called they are dropped. */
    public static void tell(Trouble trouble) {
        receiver = trouble;
    }

    public static QuietLogger getLogger(String name) {
        return LOGGERS.computeIfAbsent(name, QuietLogger::new);
    }

    public @Nullable Filter getFilter() {
        return filter;
    }

    public void setFilter(@Nullable Filter newFilter) {
        filter = newFilter;
    }

    public boolean isLoggable(Level level) {
        return level.intValue() >= Level.WARNING.intValue();
    }

    public void log(Level level, String message) {
        log(level, message, (Throwable) null);
    }

    public void log(Level level, String message, @Nullable Object parameter) {
        log(level, message, (Throwable) null);
    }

    public void log(Level level, String message, Object[] parameters) {
        log(level, message, (Throwable) null);
    }

    public void log(Level level, String message, @Nullable Throwable thrown) {
        Trouble trouble = receiver;
        if (trouble != null && isLoggable(level) && isWanted(level, message, thrown)) {
            trouble.report("telemetry says: " + message, thrown);
        }
    }

    private boolean isWanted(Level level, String message, @Nullable Throwable thrown) {
        Filter asked = filter;
        if (asked == null) {
            return true;
        }
        LogRecord entry = new LogRecord(level, message);
        entry.setLoggerName(name);
        entry.setThrown(thrown);
        return asked.isLoggable(entry);
    }

    public void severe(String message) {
        log(Level.SEVERE, message);
    }

    public void warning(String message) {
        log(Level.WARNING, message);
    }

    public void info(String message) {}

    public void config(String message) {}

    public void fine(String message) {}

    public void finer(String message) {}

    public void finest(String message) {}
}
