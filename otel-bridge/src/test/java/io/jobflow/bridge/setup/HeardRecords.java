package io.jobflow.bridge.setup;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What the process's console would show of OpenTelemetry's log. */
final class HeardRecords extends Handler implements AutoCloseable {

    private final Logger root = Logger.getLogger("");
    private final List<String> messages = new CopyOnWriteArrayList<>();

    HeardRecords() {
        root.addHandler(this);
    }

    List<String> messages() {
        return messages;
    }

    @Override
    public void publish(LogRecord record) {
        String logger = record.getLoggerName();
        if (logger != null && logger.startsWith("io.opentelemetry")) {
            messages.add(logger + ": " + record.getMessage());
        }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        root.removeHandler(this);
    }
}
