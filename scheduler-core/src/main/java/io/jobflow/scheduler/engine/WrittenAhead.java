package io.jobflow.scheduler.engine;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * Attempts that were written before they could leave: ahead of their fire time, or ahead of the slot that they wait for.
 * When one leaves, nothing is left to be written. After a crash nobody can tell one from an attempt that was sent, so a
 * service has no more of them than its answers promise to need soon. Confined to the engine's thread.
 */
final class WrittenAhead {

    /**
     * How long after the instant for which it was written an attempt may leave as it was written. Its written deadline
     * counts that in, so that after a crash nobody takes it for over too early.
     */
    static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    /** So many seconds of a service's work are written ahead: half of what may pass before an attempt is too late. */
    private static final int SECONDS = 2;

    /** Planned for each slot of a service that has not answered lately. */
    private static final int UNKNOWN_A_SLOT = 8;

    /** Of more services nothing is remembered. */
    private static final int MAX_SERVICES = 10_000;

    private final int slots;
    private final Map<String, Integer> countByService = new TreeMap<>();
    private final Map<String, Pace> paceByService = new TreeMap<>();

    WrittenAhead(EngineSettings settings) {
        this.slots = Math.min(settings.maxInFlightPerService(), settings.maxInFlight());
    }

    /** Notes that a shard's attempt is written and has not left. */
    void add(LiveExecution execution, int index) {
        String service = execution.service();
        if (execution.unsent.put(index, service) == null) {
            countByService.merge(service, 1, Integer::sum);
        }
    }

    /** Notes that a shard's attempt leaves or ends, if it was written ahead. */
    void remove(LiveExecution execution, int index) {
        String service = execution.unsent.remove(index);
        if (service != null) {
            countByService.computeIfPresent(service, (key, count) -> count == 1 ? null : count - 1);
        }
    }

    void removeAll(LiveExecution execution) {
        execution.unsentShards().forEach(index -> remove(execution, index));
    }

    /** Whether a further fire may be planned ahead of its time. */
    boolean mayPlan(String service) {
        int soon = soon(service);
        return count(service) < (soon == 0 ? UNKNOWN_A_SLOT * slots : slots + soon);
    }

    /** Whether an attempt that finds no slot may be written all the same. */
    boolean mayWaitForSlot(String service) {
        return count(service) < soon(service);
    }

    private int count(String service) {
        return countByService.getOrDefault(service, 0);
    }

    /** How many attempts a service may be expected to take within {@link #SECONDS}; 0 when it has not answered lately. */
    private int soon(String service) {
        Pace pace = paceByService.get(service);
        return pace == null ? 0 : SECONDS * pace.best();
    }

    /** Hears that a service has answered. */
    void answered(String service, long nanos) {
        if (paceByService.size() >= MAX_SERVICES && !paceByService.containsKey(service)) {
            paceByService.clear();
        }
        paceByService.computeIfAbsent(service, key -> new Pace(nanos)).answered(nanos);
    }

    /** How often a service has answered in its busiest second, of the last five to ten minutes. */
    private static final class Pace {

        private static final long SECOND = Duration.ofSeconds(1).toNanos();
        private static final long REMEMBERED = Duration.ofMinutes(5).toNanos();

        private long secondFrom;
        private int inSecond;
        private long bestFrom;
        private int best;
        private int bestBefore;

        Pace(long nanos) {
            secondFrom = nanos;
            bestFrom = nanos;
        }

        void answered(long nanos) {
            if (nanos - bestFrom >= REMEMBERED) {
                bestBefore = nanos - bestFrom >= 2 * REMEMBERED ? 0 : best;
                best = 0;
                bestFrom = nanos;
            }
            if (nanos - secondFrom >= SECOND) {
                secondFrom = nanos;
                inSecond = 0;
            }
            best = Math.max(best, ++inSecond);
        }

        int best() {
            return Math.max(best, bestBefore);
        }
    }
}
