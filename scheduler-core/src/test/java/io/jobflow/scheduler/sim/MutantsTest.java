package io.jobflow.scheduler.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobflow.scheduler.sim.mutant.Mutants;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The checkers under check: every planted fault is found by the one that is meant for it. */
class MutantsTest {

    private static final int MOST_SEEDS = 500;

    /** So many times a mutant is looked for; the middle one of the seeds needed is told. */
    private static final int TIMES = 3;

    private static final Path DOCUMENT = Path.of("../docs/reliability.md");

    /** How many worlds it took each time until the checker that is meant for the mutant objected. */
    private record Found(Mutants mutant, List<Integer> seedsNeeded) {

        int median() {
            return seedsNeeded.stream().sorted().toList().get(seedsNeeded.size() / 2);
        }

        String line() {
            String[] name = mutant.name().split("_", 2);
            return "| " + name[0] + " | "
                    + name[1].toLowerCase(java.util.Locale.ROOT).replace('_', ' ') + " | " + mutant.checker() + " | "
                    + median() + " |";
        }

        /** The line but for the number, which may differ a little. */
        static String withoutNumber(String line) {
            return line.substring(0, line.lastIndexOf('|', line.length() - 2));
        }
    }

    @Test
    void everyMutantIsFoundAndTheDocumentSaysSo() throws IOException {
        List<Found> found = Arrays.stream(Mutants.values())
                .parallel()
                .map(MutantsTest::hunt)
                .toList();

        List<String> table = found.stream().map(Found::line).toList();
        table.forEach(System.out::println);
        Files.createDirectories(Path.of("target"));
        Files.write(Path.of("target/mutants.md"), table);
        assertThat(documented())
                .as("mutants and checkers in docs/reliability.md; target/mutants.md has the table as it is")
                .isEqualTo(table.stream().map(Found::withoutNumber).toList());
    }

    private static Found hunt(Mutants mutant) {
        List<Integer> seedsNeeded = new ArrayList<>();
        int tried = 0;
        for (long seed = 1; seed <= MOST_SEEDS && seedsNeeded.size() < TIMES; seed++) {
            tried++;
            if (SimRun.of(seed, mutant.create(), new Sometimes()).checker().equals(mutant.checker())) {
                seedsNeeded.add(tried);
                tried = 0;
            }
        }
        assertThat(seedsNeeded)
                .as("%s is found by %s within %s seeds", mutant, mutant.checker(), MOST_SEEDS)
                .isNotEmpty();
        return new Found(mutant, seedsNeeded);
    }

    private static List<String> documented() throws IOException {
        try (Stream<String> lines = Files.lines(DOCUMENT)) {
            return lines.filter(line -> line.matches("\\| M\\d+ \\|.*"))
                    .map(Found::withoutNumber)
                    .toList();
        }
    }
}
