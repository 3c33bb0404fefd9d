package io.jobflow.scheduler.engine;

import io.jobflow.scheduler.execution.ExecutionId;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Shards that wait for a slot, each service's in order of priority, then fire time. Confined to the engine's thread.
 */
final class ReadyShards {

    /** One waiting shard. */
    record Ready(int priority, Instant fireTime, ExecutionId execution, int shardIndex) {}

    private static final Comparator<Ready> ORDER = Comparator.comparingInt(Ready::priority)
            .reversed()
            .thenComparing(Ready::fireTime)
            .thenComparing(Ready::execution)
            .thenComparingInt(Ready::shardIndex);

    private final Map<String, TreeSet<Ready>> byService = new TreeMap<>();

    void add(String service, Ready ready) {
        byService.computeIfAbsent(service, key -> new TreeSet<>(ORDER)).add(ready);
    }

    void remove(String service, Ready ready) {
        TreeSet<Ready> waiting = byService.get(service);
        if (waiting != null && waiting.remove(ready) && waiting.isEmpty()) {
            byService.remove(service);
        }
    }

    /** Takes out the first shard whose service has a free slot; null when there is none. */
    @Nullable Ready poll(Predicate<String> hasSlot) {
        Ready best = null;
        String bestService = null;
        for (Map.Entry<String, TreeSet<Ready>> entry : byService.entrySet()) {
            Ready head = entry.getValue().first();
            if (hasSlot.test(entry.getKey()) && (best == null || ORDER.compare(head, best) < 0)) {
                best = head;
                bestService = entry.getKey();
            }
        }
        if (best != null && bestService != null) {
            remove(bestService, best);
        }
        return best;
    }

    int size() {
        return byService.values().stream().mapToInt(TreeSet::size).sum();
    }
}
