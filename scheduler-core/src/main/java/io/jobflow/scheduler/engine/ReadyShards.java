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
 * Shards that wait for a slot, each service's in order of priority, then fire time. A service that was found full is not
 * asked again before one of its slots is free, so that taking a shard costs the same however many services are full.
 * Confined to the engine's thread.
 */
final class ReadyShards {

    /** One waiting shard, with the service and the priority it had when it began to wait. */
    record Ready(String service, int priority, Instant fireTime, ExecutionId execution, int shardIndex) {}

    private record ShardKey(ExecutionId execution, int shardIndex) implements Comparable<ShardKey> {

        @Override
        public int compareTo(ShardKey other) {
            int byExecution = execution.compareTo(other.execution);
            return byExecution != 0 ? byExecution : Integer.compare(shardIndex, other.shardIndex);
        }
    }

    private static final Comparator<Ready> ORDER = ReadyShards::compare;

    private static int compare(Ready a, Ready b) {
        int order = Integer.compare(b.priority(), a.priority());
        order = order != 0 ? order : a.fireTime().compareTo(b.fireTime());
        order = order != 0 ? order : a.execution().compareTo(b.execution());
        return order != 0 ? order : Integer.compare(a.shardIndex(), b.shardIndex());
    }

    private final Map<ShardKey, Ready> byShard = new TreeMap<>();
    private final Map<String, TreeSet<Ready>> byService = new TreeMap<>();

    /** The first shard of every service that has not been found full. */
    private final TreeSet<Ready> heads = new TreeSet<>(ORDER);

    /** Has a shard wait; one that waits already changes its service and priority. */
    void add(Ready ready) {
        remove(ready.execution(), ready.shardIndex());
        byShard.put(new ShardKey(ready.execution(), ready.shardIndex()), ready);
        TreeSet<Ready> waiting = byService.computeIfAbsent(ready.service(), key -> new TreeSet<>(ORDER));
        boolean open = waiting.isEmpty() || heads.remove(waiting.first());
        waiting.add(ready);
        if (open) {
            heads.add(waiting.first());
        }
    }

    boolean contains(ExecutionId execution, int shardIndex) {
        return byShard.containsKey(new ShardKey(execution, shardIndex));
    }

    /** Whether some shard waits for a service. */
    boolean isAwaited(String service) {
        return byService.containsKey(service);
    }

    void remove(ExecutionId execution, int shardIndex) {
        Ready ready = byShard.remove(new ShardKey(execution, shardIndex));
        TreeSet<Ready> waiting = ready == null ? null : byService.get(ready.service());
        if (ready == null || waiting == null) {
            return;
        }
        boolean open = heads.remove(waiting.first());
        waiting.remove(ready);
        if (waiting.isEmpty()) {
            byService.remove(ready.service());
        } else if (open) {
            heads.add(waiting.first());
        }
    }

    /** Takes out the first shard whose service has a free slot; null when there is none. */
    @Nullable Ready poll(Predicate<String> hasSlot) {
        while (!heads.isEmpty()) {
            Ready head = heads.first();
            if (hasSlot.test(head.service())) {
                remove(head.execution(), head.shardIndex());
                return head;
            }
            heads.remove(head);
        }
        return null;
    }

    /** Hears that a service may have a free slot again. */
    void freed(String service) {
        TreeSet<Ready> waiting = byService.get(service);
        if (waiting != null) {
            heads.add(waiting.first());
        }
    }

    boolean hasWaiting(String service) {
        return byService.containsKey(service);
    }

    int size() {
        return byShard.size();
    }
}
