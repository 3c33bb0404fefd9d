package io.jobflow.scheduler.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.jobflow.scheduler.sim.mutant.Mutant;
import io.jobflow.scheduler.sim.mutant.Mutants;
import java.security.SecureRandom;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Simulated worlds under every checker. A failure prints the line that replays it. {@code -Djobflow.sim.seed=N} plays one
 * seed, {@code -Djobflow.sim.seeds=N} the first N; {@code -Djobflow.sim.tail=N} keeps more lines for the report.
 */
class SimTest {

    private static final int SEEDS = 300;
    private static final int FRESH_SEEDS = 5;

    @Test
    void everyWorldKeepsThePromisesAndEveryTroubleHasComeUp() {
        Long only = Long.getLong("jobflow.sim.seed");
        long count = Long.getLong("jobflow.sim.seeds", SEEDS);
        Suite suite = new Suite(Mutant::new);

        suite.play(only == null ? LongStream.rangeClosed(1, count).toArray() : new long[] {only});

        assumeThat(only == null && count >= SEEDS).isTrue();
        Map<String, Long> counts = suite.sometimes.counts();
        counts.forEach((name, times) -> System.out.printf("%8d  %s%n", times, name));
        assertThat(counts)
                .allSatisfy((name, times) -> assertThat(times).as(name).isPositive());
    }

    @Test
    void worldsThatNobodyHasSeenKeepThePromises() {
        assumeThat(System.getProperty("jobflow.sim.seed")).isNull();
        long[] seeds = new SecureRandom().longs(FRESH_SEEDS, 1, Long.MAX_VALUE).toArray();
        System.out.println("fresh seeds: " + LongStream.of(seeds).boxed().toList());

        new Suite(Mutant::new).play(seeds);
    }

    @Test
    void aWorldThatMustFailIsReported() {
        Suite unsound = new Suite(Mutants.M16_ACKNOWLEDGED_BEFORE_COMMIT::create);

        assertThatThrownBy(() -> unsound.play(LongStream.rangeClosed(1, 5).toArray()))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("S6 durable")
                .hasMessageContaining("-Djobflow.sim.seed=")
                .hasMessageContaining("of what happened:")
                .hasMessageContaining("reply ");
    }
}
