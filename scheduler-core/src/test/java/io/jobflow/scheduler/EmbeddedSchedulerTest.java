package io.jobflow.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.jobflow.scheduler.execution.AttemptStatus;
import io.jobflow.scheduler.execution.Execution;
import io.jobflow.scheduler.execution.ExecutionStatus;
import io.jobflow.scheduler.execution.Trigger;
import io.jobflow.scheduler.inprocess.HandlerRequest;
import io.jobflow.scheduler.inprocess.HandlerWrapper;
import io.jobflow.scheduler.job.Job;
import io.jobflow.scheduler.job.JobDefinition;
import io.jobflow.scheduler.job.JobProblem;
import io.jobflow.scheduler.job.RetryPolicy;
import io.jobflow.scheduler.store.StoreOpenException;
import io.jobflow.scheduler.testkit.ManualTime;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A scheduler with its handlers in one JVM, over SQLite unless a test says otherwise. */
@Timeout(60)
class EmbeddedSchedulerTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    @TempDir
    private Path directory;

    private final Queue<Instant> fireTimes = new ConcurrentLinkedQueue<>();

    @Test
    void oneLineSchedulesAHandler() {
        try (JobFlowScheduler scheduler = inDirectory().start()) {
            Job job = scheduler.schedule("tick", "* * * * * *", request -> fireTimes.add(request.fireTime()));

            await().atMost(LIMIT).until(() -> fireTimes.size() >= 2);

            assertThat(fireTimes)
                    .allMatch(time -> time.toEpochMilli() % 1_000 == 0)
                    .doesNotHaveDuplicates();
            assertThat(job.nextFire()).isNotNull();
        }
    }

    @Test
    void refusesAJobThatWouldNeverFireAsTheApiDoes() {
        try (JobFlowScheduler scheduler = inDirectory().start()) {
            JobDefinition past =
                    JobDefinition.named("past").at(Instant.EPOCH.plusSeconds(1)).build();

            assertThatThrownBy(() -> scheduler.jobs().put(past))
                    .isInstanceOfSatisfying(
                            JobProblem.class,
                            problem -> assertThat(problem.first().code()).isEqualTo("schedule.never-fires"));

            assertThat(scheduler.jobs().list()).isEmpty();
        }
    }

    @Test
    void triggeredJobIsRecordedLikeAnyOther() {
        try (JobFlowScheduler scheduler = inDirectory()
                .handler("report", request -> request.message(request.params()))
                .start()) {
            scheduler.jobs().put(JobDefinition.named("report").build());

            Execution execution = scheduler.jobs().trigger("report", "{\"region\":\"eu\"}");

            Execution ended = ended(scheduler, execution);
            assertThat(ended.status()).isEqualTo(ExecutionStatus.SUCCESS);
            assertThat(ended.trigger()).isEqualTo(Trigger.API);
            assertThat(ended.shard(0).attempts()).singleElement().satisfies(attempt -> {
                assertThat(attempt.instance()).isEqualTo("in-process");
                assertThat(attempt.message()).isEqualTo("{\"region\":\"eu\"}");
            });
        }
    }

    @Test
    void everyShardIsOneCall() {
        Queue<String> ranges = new ConcurrentLinkedQueue<>();
        try (JobFlowScheduler scheduler = inDirectory()
                .handler(
                        "report",
                        request -> ranges.add(request.shard().startId() + "-"
                                + request.shard().endId()))
                .start()) {
            scheduler.jobs().put(JobDefinition.named("report").shards(1, 30, 3).build());

            ended(scheduler, scheduler.jobs().trigger("report"));

            assertThat(ranges).containsExactlyInAnyOrder("1-10", "11-20", "21-30");
        }
    }

    @Test
    void failedAttemptIsTriedAgainWithTheCheckpointOfTheOneBefore() {
        Queue<String> checkpoints = new ConcurrentLinkedQueue<>();
        try (JobFlowScheduler scheduler = inDirectory()
                .handler("report", request -> {
                    checkpoints.add(String.valueOf(request.checkpoint()));
                    if (request.attempt() == 1) {
                        request.saveCheckpoint("page 3");
                        throw new IllegalStateException("out of paper");
                    }
                })
                .start()) {
            scheduler.jobs().put(quickRetries());

            Execution ended = ended(scheduler, scheduler.jobs().trigger("report"));

            assertThat(ended.status()).isEqualTo(ExecutionStatus.SUCCESS);
            assertThat(checkpoints).containsExactly("null", "page 3");
            assertThat(ended.shard(0).attempts().get(0).message())
                    .isEqualTo("java.lang.IllegalStateException: out of paper");
        }
    }

    @Test
    void exceptionThatTheJobNamesIsNotTriedAgain() {
        try (JobFlowScheduler scheduler = inDirectory()
                .handler("report", request -> {
                    throw new IllegalStateException("out of paper");
                })
                .start()) {
            scheduler
                    .jobs()
                    .put(JobDefinition.named("report")
                            .noRetryOn("java.lang.IllegalStateException")
                            .build());

            Execution ended = ended(scheduler, scheduler.jobs().trigger("report"));

            assertThat(ended.status()).isEqualTo(ExecutionStatus.FAILURE);
            assertThat(ended.shard(0).attempts()).hasSize(1);
        }
    }

    @Test
    void jobWhoseHandlerIsMissingIsTriedAgainUntilItIsRegistered() {
        try (JobFlowScheduler scheduler = inDirectory().start()) {
            scheduler.jobs().put(quickRetries());

            Execution execution = scheduler.jobs().trigger("report");
            await().atMost(LIMIT)
                    .until(() -> found(scheduler, execution).shard(0).attempts().stream()
                            .anyMatch(attempt -> attempt.status() == AttemptStatus.REJECTED));
            scheduler.handlers().register("report", request -> {});

            Execution ended = ended(scheduler, execution);
            assertThat(ended.status()).isEqualTo(ExecutionStatus.SUCCESS);
            assertThat(ended.shard(0).attempts().get(0).message())
                    .startsWith("no handler \"report\" is registered in this JVM (registered: none)");
        }
    }

    @Test
    void wrappersAreAppliedInOrder() {
        Queue<String> order = new ConcurrentLinkedQueue<>();
        try (JobFlowScheduler scheduler = inDirectory()
                .wrap(noting(order, "outer"), noting(order, "inner"))
                .handler("report", request -> order.add("handler"))
                .start()) {
            scheduler.jobs().put(JobDefinition.named("report").build());

            ended(scheduler, scheduler.jobs().trigger("report"));

            assertThat(order).containsExactly("outer", "inner", "handler");
        }
    }

    @Test
    void jobsAreAddedListedChangedAndRemovedWhileItRuns() {
        try (JobFlowScheduler scheduler = inDirectory().start()) {
            Jobs jobs = scheduler.jobs();
            jobs.put(JobDefinition.named("b").cron("0 0 1 1 *").build());
            jobs.put(JobDefinition.named("a").build());

            assertThat(jobs.list()).extracting(Job::name).containsExactly("a", "b");
            assertThat(jobs.next("b")).isPresent();
            assertThat(jobs.next("a")).isEmpty();
            assertThat(jobs.enable("b", false).nextFire()).isNull();
            assertThat(jobs.remove("b")).isTrue();
            assertThat(jobs.remove("b")).isFalse();
            assertThat(jobs.list()).extracting(Job::name).containsExactly("a");
        }
    }

    @Test
    void listShowsMoreJobsThanAPageHolds() {
        try (JobFlowScheduler scheduler = JobFlowScheduler.builder().inMemory().start()) {
            for (int i = 0; i < 501; i++) {
                scheduler.jobs().put(JobDefinition.named("job-" + i).build());
            }

            assertThat(scheduler.jobs().list()).hasSize(501);
        }
    }

    @Test
    void triggerOfAnUnknownJobSaysSo() {
        try (JobFlowScheduler scheduler = inDirectory().start()) {
            assertThatThrownBy(() -> scheduler.jobs().trigger("reprot"))
                    .isInstanceOf(NoSuchElementException.class)
                    .hasMessage("There is no job named \"reprot\"; jobs().list() names those there are.");
        }
    }

    @Test
    void badExpressionSchedulesNothing() {
        try (JobFlowScheduler scheduler = inDirectory().start()) {
            assertThatThrownBy(() -> scheduler.schedule("tick", "61 * * * *", request -> {}))
                    .isInstanceOf(JobProblem.class);
            assertThat(scheduler.jobs().list()).isEmpty();
        }
    }

    @Test
    void fireThatCameDueWhileItWasStoppedHappensAfterTheNextStart() {
        ManualTime time = new ManualTime(Instant.parse("2026-03-01T00:00:00Z"));
        JobDefinition daily = JobDefinition.named("report").cron("0 6 * * *").build();
        try (JobFlowScheduler scheduler =
                inDirectory().time(time).handler("report", this::note).start()) {
            scheduler.jobs().put(daily);
        }
        time.advance(Duration.ofHours(9));

        try (JobFlowScheduler scheduler =
                inDirectory().time(time).handler("report", this::note).start()) {
            await().atMost(LIMIT).until(() -> !fireTimes.isEmpty());

            assertThat(fireTimes).containsExactly(Instant.parse("2026-03-01T06:00:00Z"));
            assertThat(scheduler.jobs().next("report")).contains(Instant.parse("2026-03-02T06:00:00Z"));
        }
    }

    @Test
    void attemptOfAnInterruptedHandlerIsSettledAndTriedAgainAfterTheNextStart() {
        CountDownLatch entered = new CountDownLatch(1);
        AtomicInteger ended = new AtomicInteger();
        Execution execution;
        try (JobFlowScheduler scheduler = inDirectory()
                .stopGrace(Duration.ofMillis(200))
                .handler("report", request -> {
                    entered.countDown();
                    new CountDownLatch(1).await();
                })
                .start()) {
            scheduler.jobs().put(quickRetries());
            execution = scheduler.jobs().trigger("report");
            await().atMost(LIMIT).until(() -> entered.getCount() == 0);
        }

        try (JobFlowScheduler scheduler = inDirectory()
                .handler("report", request -> ended.incrementAndGet())
                .start()) {
            Execution done = ended(scheduler, execution);

            assertThat(done.status()).isEqualTo(ExecutionStatus.SUCCESS);
            assertThat(done.shard(0).attempts())
                    .extracting(attempt -> attempt.status())
                    .containsExactly(AttemptStatus.FAILURE, AttemptStatus.SUCCESS);
            assertThat(ended).hasValue(1);
        }
    }

    @Test
    void secondSchedulerOnADirectoryIsRefused() {
        try (JobFlowScheduler scheduler = inDirectory().start()) {
            assertThatThrownBy(() -> inDirectory().start())
                    .isInstanceOf(StoreOpenException.class)
                    .hasMessageContaining("is in use by process");

            assertThat(scheduler.isReady()).isTrue();
        }
    }

    @Test
    void closingTwiceIsClosingOnce() {
        JobFlowScheduler scheduler = inDirectory().start();

        scheduler.close();
        scheduler.close();

        assertThat(scheduler.isReady()).isFalse();
    }

    @Test
    void closedSchedulerLeavesNoThreadBehind() {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        JobFlowScheduler scheduler = inDirectory().handler("report", this::note).start();
        scheduler.jobs().put(JobDefinition.named("report").build());
        ended(scheduler, scheduler.jobs().trigger("report"));

        scheduler.close();

        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(ours(before)).as("threads left").isEmpty());
    }

    @Test
    void schedulerWithoutAStoreIsNotStarted() {
        assertThatThrownBy(() -> JobFlowScheduler.builder().start())
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("a scheduler needs a store: give it dataDir(path), or inMemory() for one that forgets"
                        + " everything when it is closed");
    }

    private JobFlowScheduler.Builder inDirectory() {
        return JobFlowScheduler.builder().dataDir(directory);
    }

    private void note(HandlerRequest request) {
        fireTimes.add(request.fireTime());
    }

    private static HandlerWrapper noting(Queue<String> order, String name) {
        return handler -> request -> {
            order.add(name);
            handler.handle(request);
        };
    }

    private static JobDefinition quickRetries() {
        return JobDefinition.named("report")
                .backoff(RetryPolicy.Backoff.FIXED, Duration.ofMillis(20), Duration.ofMillis(50))
                .build();
    }

    private static Execution ended(JobFlowScheduler scheduler, Execution execution) {
        await().atMost(LIMIT).until(() -> found(scheduler, execution).status().isFinal());
        return found(scheduler, execution);
    }

    private static Execution found(JobFlowScheduler scheduler, Execution execution) {
        return scheduler.store().findExecution(execution.id()).orElseThrow();
    }

    private static Set<String> ours(Set<Thread> before) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !before.contains(thread) && thread.isAlive())
                .map(Thread::getName)
                .filter(name -> name.startsWith("jobflow"))
                .collect(Collectors.toSet());
    }
}
