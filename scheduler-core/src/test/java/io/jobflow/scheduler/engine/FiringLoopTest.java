package io.jobflow.scheduler.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.jobflow.scheduler.discovery.StaticInstances;
import io.jobflow.scheduler.dispatch.Answer;
import io.jobflow.scheduler.dispatch.DispatchRequest;
import io.jobflow.scheduler.dispatch.Dispatcher;
import io.jobflow.scheduler.execution.Epoch;
import io.jobflow.scheduler.execution.Execution;
import io.jobflow.scheduler.execution.ExecutionStatus;
import io.jobflow.scheduler.execution.Outcome;
import io.jobflow.scheduler.execution.RandomIds;
import io.jobflow.scheduler.execution.Trigger;
import io.jobflow.scheduler.store.ConflictException;
import io.jobflow.scheduler.store.JobStore;
import io.jobflow.scheduler.store.StaleEpochException;
import io.jobflow.scheduler.store.StoreException;
import io.jobflow.scheduler.store.memory.MemoryStore;
import io.jobflow.scheduler.testkit.Jobs;
import io.jobflow.scheduler.time.SystemTime;
import io.jobflow.scheduler.time.TimeSource;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The shell with its real thread and real clocks, over the model store and an executor that a test answers for. */
class FiringLoopTest {

    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final MemoryStore memory = new MemoryStore();
    private final Queue<RuntimeException> failures = new ConcurrentLinkedQueue<>();
    private final Queue<Notice> notices = new ConcurrentLinkedQueue<>();
    private volatile @Nullable HeldWrite held;
    private volatile boolean mayAct = true;
    private final HeldAnswers executor = new HeldAnswers();
    private final FiringLoop loop = newLoop();

    @AfterEach
    void stop() throws InterruptedException {
        loop.stop(Duration.ZERO);
    }

    @Test
    void firesWithoutBeingAsked() throws Exception {
        ask(new Command.CreateJob(Jobs.every(Duration.ofMillis(200)).build()));

        await().atMost(LIMIT).until(() -> executor.requests.size() == 1);

        DispatchRequest request = executor.requests.get(0);
        assertThat(request.attempt().startedAt())
                .isAfterOrEqualTo(request.execution().fireTime());
    }

    @Test
    void repeatsABatchUntilTheStoreTakesIt() throws Exception {
        ask(new Command.CreateJob(Jobs.manual("report").build()));
        failures.add(new StoreException("the disk is away", null));
        failures.add(new StoreException("the disk is away", null));

        Execution execution = trigger();

        assertThat(failures).isEmpty();
        assertThat(memory.findExecution(execution.id())).isPresent();
        assertThat(loop.isReady()).isTrue();
    }

    @Test
    void tellsOfEachTryThatFailed() throws Exception {
        ask(new Command.CreateJob(Jobs.manual("report").build()));
        failures.add(new ConflictException("a deadlock", null));
        failures.add(new StoreException("the disk is away", null));

        trigger();

        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(notices)
                        .filteredOn(Notice.WriteFailed.class::isInstance)
                        .containsExactly(new Notice.WriteFailed(true), new Notice.WriteFailed(false)));
    }

    @Test
    void isNotReadyWhileTheStoreFails() throws Exception {
        ask(new Command.CreateJob(Jobs.manual("report").build()));
        for (int i = 0; i < 1_000; i++) {
            failures.add(new StoreException("the disk is away", null));
        }

        loop.submit(new Command.TriggerJob("report", Trigger.API, null, null, null));

        await().atMost(LIMIT).until(() -> !loop.isReady());
        failures.clear();
        await().atMost(LIMIT).until(loop::isReady);
    }

    @Test
    void endsWhenAnotherProcessHasTakenOver() throws Exception {
        ask(new Command.CreateJob(Jobs.manual("report").build()));
        failures.add(new StaleEpochException(new Epoch(1), new Epoch(2)));

        CompletableFuture<Reply> reply = loop.submit(new Command.DeleteJob("report"));

        assertThat(loop.failure().get(10, TimeUnit.SECONDS)).isInstanceOf(StaleEpochException.class);
        assertThatThrownBy(() -> reply.get(10, TimeUnit.SECONDS)).isInstanceOf(ExecutionException.class);
    }

    @Test
    void sendsNothingThatIsWrittenAlreadyOnceItMayNotActAnyMore() throws Exception {
        HeldWrite commit = new HeldWrite();
        ask(new Command.CreateJob(Jobs.manual("report").build()));
        held = commit;
        CompletableFuture<Reply> reply = loop.submit(new Command.TriggerJob("report", Trigger.API, null, null, null));
        assertThat(commit.entered.await(10, TimeUnit.SECONDS)).isTrue();

        mayAct = false;
        commit.released.countDown();

        assertThat(loop.failure().get(10, TimeUnit.SECONDS)).hasMessageContaining("may not act");
        assertThat(reply).isDone();
        assertThat(executor.requests).isEmpty();
    }

    @Test
    void stopWaitsForTheAttemptUnderWay() throws Exception {
        ask(new Command.CreateJob(Jobs.manual("report").build()));
        Execution execution = trigger();
        CompletableFuture<Boolean> stopped = CompletableFuture.supplyAsync(this::stopWithin);
        await().atMost(LIMIT).until(() -> !loop.isReady());

        executor.answer(new Answer.Ended(Outcome.success(200)));

        assertThat(stopped.get(10, TimeUnit.SECONDS)).isTrue();
        assertThat(memory.findExecution(execution.id()).orElseThrow().status()).isEqualTo(ExecutionStatus.SUCCESS);
    }

    @Test
    void stopGivesUpOnAnAttemptAfterTheGrace() throws Exception {
        ask(new Command.CreateJob(Jobs.manual("report").build()));
        Execution execution = trigger();

        boolean inTime = loop.stop(Duration.ofMillis(50));

        assertThat(inTime).isFalse();
        assertThat(memory.findExecution(execution.id()).orElseThrow().status()).isEqualTo(ExecutionStatus.RUNNING);
    }

    @Test
    void takesNoCommandOnceItIsStopped() throws Exception {
        loop.stop(Duration.ZERO);

        CompletableFuture<Reply> reply = loop.submit(new Command.DeleteJob("report"));

        assertThatThrownBy(() -> reply.get(10, TimeUnit.SECONDS)).hasCauseInstanceOf(RejectedExecutionException.class);
    }

    @Test
    void aReplyThatNeedsNoWriteWaitsForTheWritesItSpeaksOf() throws Exception {
        ask(new Command.CreateJob(Jobs.manual("report").build()));
        HeldWrite write = new HeldWrite();
        held = write;
        loop.submit(new Command.TriggerJob("report", Trigger.API, null, null, null));
        write.entered.await();
        held = null;
        loop.submit(new Command.CreateJob(Jobs.manual("other").build()));
        CompletableFuture<Reply> second =
                loop.submit(new Command.CreateJob(Jobs.manual("other").build()));

        failures.add(new StaleEpochException(new Epoch(1), new Epoch(2)));
        write.released.countDown();

        assertThatThrownBy(() -> second.get(10, TimeUnit.SECONDS)).isInstanceOf(ExecutionException.class);
        assertThat(memory.findJob("other")).isEmpty();
    }

    private boolean stopWithin() {
        try {
            return loop.stop(LIMIT);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private Execution trigger() throws Exception {
        Reply reply = ask(new Command.TriggerJob("report", Trigger.API, null, null, null));
        return ((Reply.Executed) reply).execution();
    }

    private Reply ask(Command command) throws Exception {
        return loop.submit(command).get(10, TimeUnit.SECONDS);
    }

    private FiringLoop newLoop() {
        TimeSource time = new SystemTime();
        Engine engine = new Engine(
                EngineSettings.DEFAULT, new RandomIds(time, new SplittableRandom(1), 0), new StaticInstances(Map.of()));
        FiringLoop created = new FiringLoop(engine, failingStore(), executor, time, notices::add, () -> mayAct);
        created.start(memory.takeOver());
        return created;
    }

    /** The model store, whose writes first fail as often as a test has asked for. */
    private JobStore failingStore() {
        return (JobStore) Proxy.newProxyInstance(
                JobStore.class.getClassLoader(), new Class<?>[] {JobStore.class}, (proxy, method, arguments) -> {
                    RuntimeException failure = method.getName().equals("write") ? failures.poll() : null;
                    if (failure != null) {
                        throw failure;
                    }
                    HeldWrite holding = held;
                    if (holding != null && method.getName().equals("write")) {
                        holding.entered.countDown();
                        holding.released.await();
                    }
                    try {
                        return method.invoke(memory, arguments);
                    } catch (InvocationTargetException wrapped) {
                        throw wrapped.getCause() == null ? wrapped : wrapped.getCause();
                    }
                });
    }

    /** A write that the store has begun and does not end before a test says so. */
    private static final class HeldWrite {

        final CountDownLatch entered = new CountDownLatch(1);
        final CountDownLatch released = new CountDownLatch(1);
    }

    private static final class HeldAnswers implements Dispatcher {

        private final List<DispatchRequest> requests = new java.util.concurrent.CopyOnWriteArrayList<>();
        private final Queue<Consumer<Answer>> waiting = new ConcurrentLinkedQueue<>();

        @Override
        public void send(DispatchRequest request, Consumer<Answer> onAnswer) {
            waiting.add(onAnswer);
            requests.add(request);
        }

        void answer(Answer answer) {
            await().atMost(LIMIT).until(() -> !waiting.isEmpty());
            waiting.remove().accept(answer);
        }

        @Override
        public void close() {}
    }
}
