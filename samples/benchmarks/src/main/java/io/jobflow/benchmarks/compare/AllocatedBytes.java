package io.jobflow.benchmarks.compare;

import com.sun.management.GarbageCollectionNotificationInfo;
import com.sun.management.GcInfo;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.util.Map;
import javax.management.NotificationEmitter;
import javax.management.openmbean.CompositeData;

/**
 * How much this JVM has allocated, from what collections found and left: also by threads that have ended, which the
 * per-thread counters leave out. Humbly rounded: to what was used between two looks.
 */
final class AllocatedBytes {

    private long collected;

    private AllocatedBytes() {}

    static AllocatedBytes watch() {
        AllocatedBytes watch = new AllocatedBytes();
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            ((NotificationEmitter) collector)
                    .addNotificationListener(
                            (notification, handback) -> watch.add(
                                    GarbageCollectionNotificationInfo.from((CompositeData) notification.getUserData())
                                            .getGcInfo()),
                            null,
                            null);
        }
        return watch;
    }

    private synchronized void add(GcInfo gc) {
        collected += heap(gc.getMemoryUsageBeforeGc()) - heap(gc.getMemoryUsageAfterGc());
    }

    private static long heap(Map<String, MemoryUsage> pools) {
        return pools.entrySet().stream()
                .filter(pool ->
                        !pool.getKey().startsWith("Code") && !pool.getKey().contains("lass"))
                .filter(pool -> !pool.getKey().startsWith("Metaspace"))
                .mapToLong(pool -> pool.getValue().getUsed())
                .sum();
    }

    synchronized long soFar() {
        return collected + used();
    }

    static long used() {
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
