package io.jobflow.scheduler.store.doctor;

import io.jobflow.scheduler.store.doctor.Check.Severity;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Collects findings: all are counted, and of each check the first {@link #KEPT} are kept. Confined to one thread. */
final class Findings {

    /** Findings of one check that are kept, so that a database which is wrong everywhere fits in memory. */
    static final int KEPT = 50;

    private final List<Finding> kept = new ArrayList<>();
    private final Map<Check, Long> counts = new EnumMap<>(Check.class);

    void add(Check check, String subject, String sentence) {
        if (counts.merge(check, 1L, Long::sum) <= KEPT) {
            kept.add(new Finding(check, subject, sentence));
        }
    }

    List<Finding> kept() {
        return List.copyOf(kept);
    }

    long count(Severity severity) {
        return counts.entrySet().stream()
                .filter(entry -> entry.getKey().severity() == severity)
                .mapToLong(Map.Entry::getValue)
                .sum();
    }
}
