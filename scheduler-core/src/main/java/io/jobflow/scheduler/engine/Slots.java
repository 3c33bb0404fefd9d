package io.jobflow.scheduler.engine;

import java.util.Map;
import java.util.TreeMap;

/** How many attempts may be under way, overall and per service. Confined to the engine's thread. */
final class Slots {

    private final EngineSettings settings;
    private final Map<String, Integer> usedByService = new TreeMap<>();
    private int used;

    Slots(EngineSettings settings) {
        this.settings = settings;
    }

    /** Whether no service has a free slot. */
    boolean areAllTaken() {
        return used >= settings.maxInFlight();
    }

    boolean isFree(String service) {
        return !areAllTaken() && usedByService.getOrDefault(service, 0) < settings.maxInFlightPerService();
    }

    /** Takes a slot; attempts that another process sent take theirs even when none is free. */
    void take(String service) {
        used++;
        usedByService.merge(service, 1, Integer::sum);
    }

    void release(String service) {
        used--;
        usedByService.computeIfPresent(service, (key, count) -> count == 1 ? null : count - 1);
    }

    int used() {
        return used;
    }
}
