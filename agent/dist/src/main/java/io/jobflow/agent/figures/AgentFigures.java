package io.jobflow.agent.figures;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** All figures. Safe for use by any thread. */
public final class AgentFigures {

    private final List<Figure> all = new CopyOnWriteArrayList<>();

    /** A value that only grows. */
    public AgentFigures counter(String name, String unit, String description, LongSupplier value) {
        all.add(new Figure(name, unit, description, true, null, one(value)));
        return this;
    }

    /** A value that comes and goes. */
    public AgentFigures level(String name, String unit, String description, LongSupplier value) {
        all.add(new Figure(name, unit, description, false, null, one(value)));
        return this;
    }

    /** Values that only grow, one for each of a few labels. */
    public AgentFigures counters(
            String name, String unit, String description, String label, Supplier<Map<String, Long>> values) {
        all.add(new Figure(name, unit, description, true, label, values));
        return this;
    }

    /** Values that come and go, one for each of a few labels. */
    public AgentFigures levels(
            String name, String unit, String description, String label, Supplier<Map<String, Long>> values) {
        all.add(new Figure(name, unit, description, false, label, values));
        return this;
    }

    private static Supplier<Map<String, Long>> one(LongSupplier value) {
        return () -> Collections.singletonMap("", value.getAsLong());
    }

    public List<Figure> all() {
        return Collections.unmodifiableList(all);
    }
}
