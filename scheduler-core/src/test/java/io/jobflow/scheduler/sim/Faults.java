package io.jobflow.scheduler.sim;

import java.util.EnumMap;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * The faults of one world. Half of them are off in each, so that every seed is a mixture of its own; each draws from a
 * stream of its own, so that one more draw of one does not move the others. After {@link #heal} none strikes.
 */
final class Faults {

    private final Map<Fault, SplittableRandom> streams = new EnumMap<>(Fault.class);
    private final Map<Fault, Double> chances = new EnumMap<>(Fault.class);
    private final Sometimes sometimes;
    private boolean healed;

    Faults(SplittableRandom random, Sometimes sometimes) {
        this.sometimes = sometimes;
        for (Fault fault : Fault.values()) {
            SplittableRandom stream = random.split();
            if (stream.nextBoolean()) {
                chances.put(fault, fault.most * stream.nextDouble());
            }
            streams.put(fault, stream);
        }
    }

    void heal() {
        healed = true;
    }

    /** Whether the fault belongs to this world. */
    boolean isOn(Fault fault) {
        return !healed && chances.containsKey(fault);
    }

    /** Whether the fault strikes now. */
    boolean strikes(Fault fault) {
        boolean struck = isOn(fault) && of(fault).nextDouble() < chances.getOrDefault(fault, 0.0);
        if (struck) {
            sometimes.hit(fault);
        }
        return struck;
    }

    /** Says that a fault which comes by the hour has struck. */
    void struck(Fault fault) {
        sometimes.hit(fault);
    }

    /** The fault's own stream. */
    SplittableRandom of(Fault fault) {
        return streams.computeIfAbsent(fault, missing -> new SplittableRandom(0));
    }
}
