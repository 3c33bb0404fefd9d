package io.jobflow.scheduler.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobflow.scheduler.testkit.SchedulerHarness;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Random histories under every check of {@link HistoryChecks}, and proof that the checks see: planted faults are found.
 *
 * <p>A failure names its seed; {@code -Djobflow.history.seed=N} plays that one alone, {@code -Djobflow.history.seeds=N}
 * the first N.
 */
class EngineHistoryTest {

    private static final int SEEDS = 200;

    /** A fault that so many histories do not find counts as overlooked. */
    private static final int FAULT_SEEDS = 50;

    @Test
    void everyHistoryKeepsThePromises() {
        Long only = Long.getLong("jobflow.history.seed");
        LongStream seeds = only == null
                ? LongStream.rangeClosed(1, Long.getLong("jobflow.history.seeds", SEEDS))
                : LongStream.of(only);

        seeds.forEach(seed -> {
            play(seed, EngineHistory.TIGHT);
            playOnce(seed, new SchedulerHarness(EngineHistory.TIGHT.withPlanAhead(Duration.ZERO)));
        });
    }

    @ParameterizedTest
    @EnumSource
    void aPlantedFaultIsFound(PlantedFaults fault) {
        OptionalLong found = LongStream.rangeClosed(1, FAULT_SEEDS)
                .filter(seed -> fails(seed, fault.get()))
                .findFirst();

        assertThat(found).as("first seed that finds %s", fault).isPresent();
    }

    private static boolean fails(long seed, SchedulerHarness scheduler) {
        try {
            new EngineHistory(seed, scheduler).play();
            return false;
        } catch (RuntimeException | AssertionError e) {
            return true;
        }
    }

    private static void play(long seed, EngineSettings settings) {
        List<Object> first = playOnce(seed, new SchedulerHarness(settings));
        List<Object> second = playOnce(seed, new SchedulerHarness(settings));
        assertThat(first.equals(second))
                .as("seed %d gives the same history twice", seed)
                .isTrue();
    }

    private static List<Object> playOnce(long seed, SchedulerHarness scheduler) {
        EngineHistory history = new EngineHistory(seed, scheduler);
        try {
            history.play();
            return history.facts();
        } catch (RuntimeException | AssertionError e) {
            List<String> log = history.log();
            throw new AssertionError(
                    "seed " + seed + " failed: " + e.getMessage() + "\nreplay: mvn -pl scheduler-core -am test"
                            + " -Dtest=EngineHistoryTest -Dsurefire.failIfNoSpecifiedTests=false -Djobflow.history.seed="
                            + seed + "\nthe last steps:\n"
                            + String.join(
                                    "\n",
                                    log.subList(
                                            Math.max(0, log.size() - Integer.getInteger("jobflow.history.tail", 30)),
                                            log.size())),
                    e);
        }
    }
}
