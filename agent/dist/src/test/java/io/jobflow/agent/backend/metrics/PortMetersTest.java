package io.jobflow.agent.backend.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.LongUpDownCounter;
import io.opentelemetry.api.metrics.Meter;
import java.util.List;
import org.junit.jupiter.api.Test;

class PortMetersTest {

    private static final Attributes LABELS = Attributes.of(AttributeKey.stringKey("job"), "a \"b\"\\");

    private final PortMeters meters = new PortMeters();
    private final Meter meter = meters.get("test");

    @Test
    void writesNothingWithoutAValue() {
        meter.upDownCounterBuilder("test.active").build();

        assertThat(meters.text()).isEmpty();
    }

    @Test
    void writesBucketsThatAddUp() {
        DoubleHistogram histogram = meter.histogramBuilder("test.duration")
                .setUnit("s")
                .setDescription("How long")
                .setExplicitBucketBoundariesAdvice(List.of(0.5, 1.0))
                .build();

        histogram.record(0.5, LABELS);
        histogram.record(0.75, LABELS);
        histogram.record(2, LABELS);

        assertThat(meters.text()).isEqualTo("""
                        # HELP test_duration_seconds How long
                        # TYPE test_duration_seconds histogram
                        test_duration_seconds_bucket{job="a \\"b\\"\\\\",le="0.5"} 1
                        test_duration_seconds_bucket{job="a \\"b\\"\\\\",le="1.0"} 2
                        test_duration_seconds_bucket{job="a \\"b\\"\\\\",le="+Inf"} 3
                        test_duration_seconds_sum{job="a \\"b\\"\\\\"} 3.25
                        test_duration_seconds_count{job="a \\"b\\"\\\\"} 3
                        """);
    }

    @Test
    void writesWhatIsLeft() {
        LongUpDownCounter counter =
                meter.upDownCounterBuilder("test.active").setDescription("Now").build();

        counter.add(2);
        counter.add(-1);

        assertThat(meters.text()).isEqualTo("""
                        # HELP test_active Now
                        # TYPE test_active gauge
                        test_active 1
                        """);
    }
}
