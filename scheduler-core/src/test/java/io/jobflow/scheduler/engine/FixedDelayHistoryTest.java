package io.jobflow.scheduler.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jobflow.bridge.JobResult;
import io.jobflow.scheduler.dispatch.DispatchRequest;
import io.jobflow.scheduler.execution.Execution;
import io.jobflow.scheduler.execution.Outcome;
import io.jobflow.scheduler.execution.Trigger;
import io.jobflow.scheduler.job.ConcurrencyPolicy.Overlap;
import io.jobflow.scheduler.job.Job;
import io.jobflow.scheduler.job.JobDefinition;
import io.jobflow.scheduler.schedule.FixedDelaySchedule;
import io.jobflow.scheduler.schedule.MisfirePolicy.Action;
import io.jobflow.scheduler.store.StoreWrite;
import io.jobflow.scheduler.store.memory.MemoryStore;
import io.jobflow.scheduler.testkit.Jobs;
import io.jobflow.scheduler.testkit.SchedulerHarness;
import io.jobflow.scheduler.testkit.SchedulerHarness.CommitFate;
import io.jobflow.scheduler.testkit.SchedulerHarness.ProcessLost;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Random histories of a job with a fixed delay: crashes at any commit, edits, cancels, failures, executions sent again,
 * clocks that jump. After every step that a process has survived, the job has a next fire or awaits an end, never both
 * and never neither; in the end it still fires.
 */
class FixedDelayHistoryTest {

    private static final int STEPS = 60;
    private static final EngineSettings TIGHT =
            new EngineSettings(6, 3, 2, 3, Duration.ofSeconds(1), Duration.ofMillis(500), Duration.ZERO);

    @Test
    void theChainNeitherDiesNorSplits() {
        LongStream.rangeClosed(1, 150).forEach(seed -> new History(seed, new SchedulerHarness(TIGHT)).play());
    }

    @Test
    void findsAChainWhoseNextFireIsNotWrittenWithTheEnd() {
        assertThatThrownBy(() -> LongStream.rangeClosed(1, 20).forEach(seed -> new History(seed, forgetting()).play()))
                .isInstanceOf(AssertionError.class);
    }

    /** A shell that loses what moves a job on without a fire. */
    private static SchedulerHarness forgetting() {
        return new SchedulerHarness(
                TIGHT,
                new MemoryStore(),
                effects -> effects.stream()
                        .filter(effect -> !(effect instanceof Effect.Write write
                                && write.write() instanceof StoreWrite.RecordFires moved
                                && moved.executions().isEmpty()))
                        .toList());
    }

    private static final class History {

        private final long seed;
        private final SplittableRandom random;
        private final SchedulerHarness scheduler;

        History(long seed, SchedulerHarness scheduler) {
            this.seed = seed;
            this.scheduler = scheduler;
            this.random = new SplittableRandom(seed);
        }

        void play() {
            scheduler.submit(new Command.CreateJob(definition()));
            for (int i = 0; i < STEPS; i++) {
                survive(this::step);
                check();
            }
            staysAlive();
        }

        private void survive(Runnable step) {
            CommitFate[] fates = CommitFate.values();
            CommitFate fate = random.nextInt(4) == 0 ? fates[random.nextInt(fates.length)] : CommitFate.APPLIED;
            scheduler.atCommit(random.nextInt(3), fate);
            try {
                step.run();
            } catch (ProcessLost lost) {
                scheduler.atCommit(-1, CommitFate.APPLIED);
                scheduler.advanceWhileDown(Duration.ofMillis(random.nextInt(20_000)));
                scheduler.restart();
            }
            scheduler.atCommit(-1, CommitFate.APPLIED);
        }

        private void step() {
            switch (random.nextInt(12)) {
                case 0 -> scheduler.submit(new Command.PutJob(definition()));
                case 1 -> scheduler.submit(new Command.EnableJob("report", random.nextInt(3) > 0));
                case 2 -> scheduler.submit(new Command.TriggerJob("report", Trigger.API, null, null, null));
                case 3 -> anyExecution(false);
                case 4 -> anyExecution(true);
                case 5 -> {
                    scheduler.time.setWall(scheduler.time.now().plusMillis(random.nextInt(-20_000, 20_000)));
                    scheduler.advance(Duration.ZERO);
                }
                case 6 -> throw new ProcessLost();
                case 7, 8 -> answer();
                default -> scheduler.advance(Duration.ofMillis(random.nextInt(15_000)));
            }
        }

        private void answer() {
            if (!scheduler.sent.isEmpty()) {
                DispatchRequest request = scheduler.sent.get(scheduler.sent.size() - 1);
                Outcome failed = new Outcome(JobResult.FAILURE, 500, "broken", null, random.nextBoolean(), null);
                scheduler.answer(request, random.nextBoolean() ? Outcome.success(200) : failed);
            }
        }

        private void anyExecution(boolean reopen) {
            List<Execution> all = scheduler.executions();
            if (!all.isEmpty()) {
                Execution one = all.get(random.nextInt(all.size()));
                scheduler.submit(reopen ? new Command.Reopen(one) : new Command.Cancel(one));
            }
        }

        private JobDefinition definition() {
            Overlap[] overlaps = Overlap.values();
            Action[] actions = Action.values();
            return Jobs.manual("report")
                    .schedule(new FixedDelaySchedule(Duration.ofMillis(random.nextInt(500, 8_000))))
                    .misfire(actions[random.nextInt(actions.length)], Duration.ofSeconds(1), 3)
                    .concurrency(overlaps[random.nextInt(overlaps.length)], random.nextInt(1, 3))
                    .timeout(Duration.ofSeconds(random.nextInt(1, 10)))
                    .maxAttempts(random.nextInt(1, 3))
                    .build();
        }

        private void check() {
            Job job = job();
            JobState known = scheduler.engine().state().jobs.get(job.id());
            assertThat(known).isNotNull();
            if (job.definition().enabled()) {
                assertThat((job.nextFire() == null) == (known.awaited != null || mayStillAwait()))
                        .as(
                                "seed %d at %s: next fire %s, awaits %s",
                                seed, scheduler.time.now(), job.nextFire(), known.awaited)
                        .isTrue();
            } else {
                assertThat(job.nextFire()).isNull();
                assertThat(known.awaited).isNull();
            }
            if (known.awaited != null) {
                assertThat(scheduler
                                .store
                                .findExecution(known.awaited)
                                .orElseThrow()
                                .status()
                                .isFinal())
                        .as("seed %d: the awaited execution is unfinished", seed)
                        .isFalse();
            }
        }

        /** After a take-over the execution that is awaited may still lie in the store. */
        private boolean mayStillAwait() {
            return job().nextFire() == null
                    && scheduler.executions().stream()
                            .anyMatch(execution -> !execution.status().isFinal());
        }

        private void staysAlive() {
            scheduler.submit(new Command.EnableJob("report", true));
            int before = scheduled();
            for (int i = 0; i < 40; i++) {
                scheduler.advance(Duration.ofSeconds(10));
                List.copyOf(scheduler.sent).forEach(request -> scheduler.answer(request, Outcome.success(200)));
                check();
            }
            assertThat(scheduled()).as("seed %d: fires after healing", seed).isGreaterThan(before + 2);
        }

        private int scheduled() {
            return (int) scheduler.executions().stream()
                    .filter(execution -> execution.fireKey().startsWith("s:"))
                    .count();
        }

        private Job job() {
            return scheduler.store.findJob("report").orElseThrow();
        }
    }
}
