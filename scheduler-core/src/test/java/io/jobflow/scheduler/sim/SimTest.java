package io.jobflow.scheduler.sim;

import io.jobflow.scheduler.sim.mutant.Mutant;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SimTest {

    @Test
    void everyWorldKeepsThePromises() {
        Long only = Long.getLong("jobflow.sim.seed");
        LongStream seeds =
                only == null ? LongStream.rangeClosed(1, Long.getLong("jobflow.sim.seeds", 300)) : LongStream.of(only);
        Sometimes sometimes = new Sometimes();
        List<SimRun> runs =
                seeds.mapToObj(seed -> SimRun.of(seed, new Mutant(), sometimes)).toList();
        runs.stream()
                .filter(run -> run.failure() != null)
                .forEach(run -> System.out.println(
                        run.seed() + " " + run.checker() + " " + run.failure().getMessage()));
        System.out.println(sometimes.counts());
        runs.stream().filter(run -> run.failure() != null).findFirst().ifPresent(run -> {
            throw new AssertionError(run.report(), run.failure());
        });
    }
}
