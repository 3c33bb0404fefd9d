package io.jobflow.scheduler.job;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How an execution is cut into shards. */
public sealed interface ShardPlan {

    /** The most shards an execution can have. */
    int MAX_COUNT = 1024;

    /** The slices of one execution, in index order, at least one. */
    List<Slice> slices();

    /**
     * One shard's share.
     *
     * @param index from 0
     * @param total number of shards, at least 1
     * @param startId first id of a range shard, inclusive; null for other shards
     * @param endId last id of a range shard, inclusive; null for other shards
     */
    record Slice(
            int index,
            int total,
            @Nullable Long startId,
            @Nullable Long endId) {}

    /**
     * A number of equal shards; the executor decides what an index means. One shard is an unsharded execution.
     *
     * @param count 1 to {@link #MAX_COUNT}
     */
    record Count(int count) implements ShardPlan {

        public Count {
            checkCount(count);
        }

        @Override
        public List<Slice> slices() {
            List<Slice> slices = new ArrayList<>(count);
            for (int index = 0; index < count; index++) {
                slices.add(new Slice(index, count, null, null));
            }
            return slices;
        }
    }

    /**
     * An id range cut into contiguous parts whose sizes differ by at most one. A range with fewer ids than
     * {@code count} has one shard an id.
     *
     * @param from first id, inclusive
     * @param to last id, inclusive, not below {@code from}
     * @param count 1 to {@link #MAX_COUNT}
     */
    record Range(long from, long to, int count) implements ShardPlan {

        public Range {
            checkCount(count);
            if (to < from || to - from < 0 || to - from == Long.MAX_VALUE) {
                throw new IllegalArgumentException("shard range " + from + ".." + to + " is empty or too wide");
            }
        }

        @Override
        public List<Slice> slices() {
            long size = to - from + 1;
            int total = (int) Math.min(count, size);
            long part = size / total;
            long larger = size % total;
            List<Slice> slices = new ArrayList<>(total);
            long start = from;
            for (int index = 0; index < total; index++) {
                long end = start + part - (index < larger ? 0 : 1);
                slices.add(new Slice(index, total, start, end));
                start = end + 1;
            }
            return slices;
        }
    }

    /** The plan of an unsharded job. */
    ShardPlan SINGLE = new Count(1);

    private static void checkCount(int count) {
        if (count < 1 || count > MAX_COUNT) {
            throw new IllegalArgumentException("shard count " + count + " is not in 1.." + MAX_COUNT);
        }
    }
}
