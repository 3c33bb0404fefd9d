package io.jobflow.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PerJobTest {

    @Test
    void keepsOneValueForAName() {
        PerJob<Object> values = new PerJob<>(2, name -> new Object());

        Object first = values.get("report");
        Object second = values.get("report");

        assertThat(second).isSameAs(first);
        assertThat(values.get("other-report")).isNotSameAs(first);
    }

    @Test
    void sharesOneValueBeyondTheCap() {
        PerJob<String> values = new PerJob<>(1, name -> name);

        values.get("first");
        String second = values.get("second");

        assertThat(second).isEqualTo(JobMetrics.OTHER);
        assertThat(values.get("first")).isEqualTo("first");
    }

    @Test
    void keepsTheCapUnderManyThreads() {
        Set<String> made = ConcurrentHashMap.newKeySet();
        PerJob<String> values = new PerJob<>(10, name -> {
            made.add(name);
            return name;
        });

        IntStream.range(0, 10_000).parallel().forEach(i -> values.get("job-" + i % 500));

        assertThat(made).hasSize(11).contains(JobMetrics.OTHER);
    }
}
