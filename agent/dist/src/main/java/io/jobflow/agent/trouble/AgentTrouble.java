package io.jobflow.agent.trouble;

import io.jobflow.bridge.Trouble;
import java.io.PrintStream;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Counts the agent's failures by what failed, and says each kind once, in one line. Logging is not there to be used: the
 * application may not have set it up yet, and its log is not ours. Safe for use by any thread; never throws.
 */
public final class AgentTrouble implements Trouble {

    private static final int MAX_KINDS = 100;
    private static final int MAX_LINE_LENGTH = 500;

    private final PrintStream out;
    private final ConcurrentMap<String, AtomicLong> counts = new ConcurrentHashMap<>();
    private final AtomicLong total = new AtomicLong();
    private volatile boolean debug;

    public AgentTrouble(PrintStream out) {
        this.out = out;
    }

    /** Whether stack traces are printed as well; false at first. */
    public void debug(boolean on) {
        debug = on;
    }

    /** One line, now. For what a person has to know at start-up, such as a wrong setting. */
    public void say(String line) {
        String plain = line.replace('\n', ' ').replace('\r', ' ');
        out.println("jobflow-agent: "
                + (plain.length() > MAX_LINE_LENGTH ? plain.substring(0, MAX_LINE_LENGTH) + "…" : plain));
    }

    @Override
    public void report(String what, @Nullable Throwable cause) {
        try {
            total.incrementAndGet();
            AtomicLong count = countOf(what);
            if (count != null && count.incrementAndGet() == 1) {
                say(cause == null ? what : what + ": " + cause);
                if (debug && cause != null) {
                    cause.printStackTrace(out);
                }
            }
        } catch (Throwable evenThis) {
            // nobody is left to tell
        }
    }

    /** Null once there are too many kinds to remember. */
    private @Nullable AtomicLong countOf(String what) {
        AtomicLong count = counts.get(what);
        if (count == null && counts.size() < MAX_KINDS) {
            AtomicLong fresh = new AtomicLong();
            AtomicLong other = counts.putIfAbsent(what, fresh);
            return other == null ? fresh : other;
        }
        return count;
    }

    /** How often each kind was reported, by what failed; the first hundred kinds. */
    public SortedMap<String, Long> kinds() {
        SortedMap<String, Long> kinds = new TreeMap<>();
        for (Map.Entry<String, AtomicLong> entry : counts.entrySet()) {
            kinds.put(entry.getKey(), entry.getValue().get());
        }
        return kinds;
    }

    /** How many failures were reported since start-up. */
    public long total() {
        return total.get();
    }
}
