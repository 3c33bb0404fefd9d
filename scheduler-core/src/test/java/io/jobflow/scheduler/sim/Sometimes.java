package io.jobflow.scheduler.sim;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts how often each fault has struck and each notable situation has come up, over all worlds of a suite: what never
 * happened was never tested. Safe for use by many threads.
 */
public final class Sometimes {

    private final Map<String, AtomicLong> counts = new ConcurrentHashMap<>();

    /** Begins with every fault and situation at zero. */
    public Sometimes() {
        for (Fault fault : Fault.values()) {
            counts.put(name(fault), new AtomicLong());
        }
        for (Situation situation : Situation.values()) {
            counts.put(name(situation), new AtomicLong());
        }
    }

    void hit(Fault fault) {
        counts.getOrDefault(name(fault), new AtomicLong()).incrementAndGet();
    }

    void hit(Situation situation) {
        counts.getOrDefault(name(situation), new AtomicLong()).incrementAndGet();
    }

    /** How often each has come up, by name. */
    public Map<String, Long> counts() {
        Map<String, Long> all = new TreeMap<>();
        counts.forEach((name, count) -> all.put(name, count.get()));
        return all;
    }

    private static String name(Enum<?> constant) {
        String kind = constant instanceof Fault ? "fault " : "situation ";
        return kind + constant.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
}
