package io.jobflow.agent.figures;

import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One metric of the agent's own, read when somebody asks. Its label, if it has one, has few values. Immutable. */
public final class Figure {

    private final String name;
    private final String unit;
    private final String description;
    private final boolean grows;
    private final @Nullable String label;
    private final Supplier<Map<String, Long>> values;

    Figure(
            String name,
            String unit,
            String description,
            boolean grows,
            @Nullable String label,
            Supplier<Map<String, Long>> values) {
        this.name = name;
        this.unit = unit;
        this.description = description;
        this.grows = grows;
        this.label = label;
        this.values = values;
    }

    public String name() {
        return name;
    }

    public String unit() {
        return unit;
    }

    public String description() {
        return description;
    }

    /** Whether it only ever grows. */
    public boolean grows() {
        return grows;
    }

    /** What the keys of {@link #values} are; null if there is one value only. */
    public @Nullable String label() {
        return label;
    }

    /** The value of each label; of the one key "" without. */
    public Map<String, Long> values() {
        return values.get();
    }
}
