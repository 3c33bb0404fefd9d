package io.jobflow.agent.logs;

import io.jobflow.agent.identity.IdentityKeys;
import io.jobflow.bridge.Trouble;
import io.jobflow.bridge.attempt.MdcEntries;
import java.lang.ref.Reference;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Formatter;
import java.util.logging.LogRecord;
import org.jspecify.annotations.Nullable;

/**
 * The records of {@code java.util.logging} that were logged in a run, with the entries of that run: that library has no MDC,
 * and another thread may be the one that formats a record. Records are told apart by identity, held weakly, and nothing in
 * them is changed. Safe for use by any thread; takes no lock where a record is not known.
 */
public final class LoggedRecords {

    /** So many at once only an application has that keeps its records for ever. */
    private static final int MOST = 65_536;

    private static final Formatter PLAIN = new Formatter() {
        @Override
        public String format(LogRecord record) {
            return formatMessage(record);
        }
    };

    private final Trouble trouble;
    private final AtomicInteger count = new AtomicInteger();
    private final ConcurrentMap<Object, MdcEntries> entries = new ConcurrentHashMap<>();
    private final IdentityKeys keys = new IdentityKeys();
    private final ThreadLocal<@Nullable Object> handedOn = new ThreadLocal<>();

    public LoggedRecords(Trouble trouble) {
        this.trouble = trouble;
    }

    /** How many there are, including those that nobody but the garbage collector knows to be gone. */
    public AtomicInteger count() {
        return count;
    }

    /** The record belongs to the run with these entries; what was said before is forgotten. */
    public void add(Object record, MdcEntries ofRun) {
        forgetDropped();
        if (count.get() >= MOST) {
            trouble.report("more records of java.util.logging are kept than can have entries: " + MOST, null);
        } else if (entries.put(keys.of(record), ofRun) == null) {
            count.incrementAndGet();
        }
    }

    /** The text with the record's entries behind it, {@code text [traceId=… executionId=…]}; null if it stays as it is. */
    public @Nullable String text(Object record, @Nullable String text) {
        MdcEntries known = entries.get(IdentityKeys.sought(record));
        if (known == null || handedOn.get() == record) {
            return null;
        }
        StringBuilder longer = new StringBuilder().append(text);
        String before = " [";
        for (Map.Entry<String, String> entry : known.asMap().entrySet()) {
            longer.append(before).append(entry.getKey()).append('=').append(entry.getValue());
            before = " ";
        }
        return before.equals(" ") ? longer.append(']').toString() : null;
    }

    /** This thread hands the record to somebody who knows the run: its text stays as it is meanwhile. Null afterwards. */
    public void handedOn(@Nullable Object record) {
        if (record == null) {
            handedOn.remove();
        } else {
            handedOn.set(record);
        }
    }

    /** The text without entries: translated, and with its parameters, unless these cannot be put into words. */
    public @Nullable String plainText(LogRecord record) {
        handedOn(record);
        try {
            return PLAIN.formatMessage(record);
        } catch (Throwable unspeakable) {
            // Thrown by the application's own parameters; its handlers have heard of it.
            return record.getMessage();
        } finally {
            handedOn(null);
        }
    }

    /** None of them has entries any longer. */
    public void forgetAll() {
        for (Object key : entries.keySet()) {
            forget(key);
        }
    }

    private void forgetDropped() {
        for (Reference<?> key = keys.nextDropped(); key != null; key = keys.nextDropped()) {
            forget(key);
        }
    }

    private void forget(Object key) {
        if (entries.remove(key) != null) {
            count.decrementAndGet();
        }
    }
}
