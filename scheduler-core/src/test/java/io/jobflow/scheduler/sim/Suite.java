package io.jobflow.scheduler.sim;

import io.jobflow.scheduler.sim.mutant.Mutant;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.LongStream;

/** Many worlds, each lived through twice; the way on which every failure is reported. */
final class Suite {

    final Sometimes sometimes = new Sometimes();
    private final Supplier<Mutant> mutants;

    /** A suite of worlds whose scheduler is sound, or not. */
    Suite(Supplier<Mutant> mutants) {
        this.mutants = mutants;
    }

    /**
     * Plays.
     *
     * @throws AssertionError for the first seed that fails, with all a person needs
     */
    void play(long... seeds) {
        List<SimRun> runs =
                LongStream.of(seeds).parallel().mapToObj(this::playTwice).toList();
        List<Long> failed = runs.stream()
                .filter(run -> run.failure() != null)
                .map(SimRun::seed)
                .toList();
        for (SimRun run : runs) {
            if (run.failure() != null) {
                System.out.println("seeds that failed: " + failed);
                throw new AssertionError(run.report(), run.failure());
            }
        }
        report(runs);
    }

    private SimRun playTwice(long seed) {
        SimRun first = SimRun.of(seed, mutants.get(), sometimes);
        SimRun second = SimRun.of(seed, mutants.get(), new Sometimes());
        return first.hash() == second.hash() ? first : first.failed("it gave another history the second time");
    }

    private static void report(List<SimRun> runs) {
        long events = runs.stream().mapToLong(SimRun::events).sum();
        Duration simulated = runs.stream().map(SimRun::simulated).reduce(Duration.ZERO, Duration::plus);
        System.out.printf(
                "%d worlds kept their promises, each twice the same: %d simulated hours, %d events%n",
                runs.size(), simulated.toHours(), events);
    }
}
