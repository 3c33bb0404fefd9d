package io.jobflow.agent.backend.metrics;

import io.opentelemetry.api.common.Attributes;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;

/** Values by size. Safe for use by any thread; one that reads while others record may miss what is being recorded. */
final class PortHistogram extends PortMetric {

    private final List<Double> boundaries;
    private final ConcurrentMap<Attributes, Series> series = new ConcurrentHashMap<>();

    /** @param boundaries upper bounds of the buckets, ascending */
    PortHistogram(String name, String description, List<Double> boundaries) {
        super(name, description, "histogram");
        this.boundaries = boundaries;
    }

    void record(double value, Attributes attributes) {
        Series known = series.get(attributes);
        (known == null ? series.computeIfAbsent(attributes, fresh -> new Series(boundaries.size())) : known)
                .record(value, bucketOf(value));
    }

    private int bucketOf(double value) {
        int bucket = 0;
        while (bucket < boundaries.size() && value > boundaries.get(bucket)) {
            bucket++;
        }
        return bucket;
    }

    @Override
    void writeSeriesTo(StringBuilder text) {
        for (Map.Entry<Attributes, Series> each : series.entrySet()) {
            write(text, labels(each.getKey()), each.getValue());
        }
    }

    private void write(StringBuilder text, String labels, Series values) {
        String before = labels.isEmpty() ? "" : labels + ",";
        long count = 0;
        for (int bucket = 0; bucket <= boundaries.size(); bucket++) {
            count += values.buckets[bucket].sum();
            String bound = bucket < boundaries.size() ? boundaries.get(bucket).toString() : "+Inf";
            writeLine(text, "_bucket", before + "le=\"" + bound + "\"", Long.toString(count));
        }
        writeLine(text, "_sum", labels, Double.toString(values.sum.sum()));
        writeLine(text, "_count", labels, Long.toString(count));
    }

    /** The values with the same attributes. */
    private static final class Series {
        final LongAdder[] buckets;
        final DoubleAdder sum = new DoubleAdder();

        Series(int boundaries) {
            buckets = new LongAdder[boundaries + 1];
            for (int i = 0; i < buckets.length; i++) {
                buckets[i] = new LongAdder();
            }
        }

        void record(double value, int bucket) {
            buckets[bucket].increment();
            sum.add(value);
        }
    }
}
