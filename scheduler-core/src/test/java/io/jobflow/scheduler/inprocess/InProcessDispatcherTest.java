package io.jobflow.scheduler.inprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jobflow.bridge.JobResult;
import io.jobflow.scheduler.dispatch.Answer;
import io.jobflow.scheduler.dispatch.DispatchRequest;
import io.jobflow.scheduler.dispatch.Dispatcher;
import io.jobflow.scheduler.execution.Outcome;
import io.jobflow.scheduler.job.RoutingPolicy;
import io.jobflow.scheduler.job.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.MDC;

@Timeout(30)
class InProcessDispatcherTest {

    private static final Duration LONG = Duration.ofSeconds(20);

    private final Executors elsewhere = new Executors();
    private final Handlers handlers = new Handlers(List.of());
    private final InProcessDispatcher dispatcher = new InProcessDispatcher(handlers, elsewhere, 2);

    @AfterEach
    void close() {
        dispatcher.close();
    }

    @Test
    void handlerThatReturnsHasSucceeded() throws Exception {
        handlers.register("report", request -> {});

        assertThat(send("report")).isEqualTo(new Outcome(JobResult.SUCCESS, null, null, null, false, null));
    }

    @Test
    void handlerSeesWhatAnExecutorWouldSee() throws Exception {
        List<Object> seen = new ArrayList<>();
        handlers.register(
                "report",
                request -> seen.addAll(List.of(
                        request.job(),
                        request.execution(),
                        request.traceId(),
                        request.attempt(),
                        request.fireTime(),
                        request.deadline(),
                        request.shard(),
                        request.params(),
                        String.valueOf(request.checkpoint()),
                        request.fencingToken().toString())));

        send("report");

        assertThat(seen)
                .containsExactly(
                        "report",
                        HandlerRequests.EXECUTION,
                        HandlerRequests.TRACE_ID,
                        2,
                        HandlerRequests.NOON,
                        HandlerRequests.NOON.plusMillis(5).plus(LONG),
                        HandlerRequests.SLICE,
                        "{\"region\":\"eu\"}",
                        "page 7",
                        "77");
    }

    @Test
    void messageAndCheckpointStandInTheOutcome() throws Exception {
        handlers.register("report", request -> {
            request.message("12 pages");
            request.saveCheckpoint("page 12");
        });

        assertThat(send("report")).isEqualTo(new Outcome(JobResult.SUCCESS, null, "12 pages", "page 12", false, null));
    }

    @Test
    void exceptionIsAFailureThatNamesItsClass() throws Exception {
        handlers.register("report", request -> {
            request.saveCheckpoint("page 3");
            throw new IllegalStateException("the printer is on fire");
        });

        assertThat(send("report"))
                .isEqualTo(new Outcome(
                        JobResult.FAILURE,
                        null,
                        "java.lang.IllegalStateException: the printer is on fire",
                        "page 3",
                        true,
                        null,
                        "java.lang.IllegalStateException"));
    }

    @Test
    void failureForGoodIsNotRetryable() throws Exception {
        handlers.register("report", request -> {
            throw new HandlerFailedException("no such region");
        });

        Outcome outcome = send("report");

        assertThat(outcome.result()).isEqualTo(JobResult.FAILURE);
        assertThat(outcome.retryable()).isFalse();
        assertThat(outcome.message()).isEqualTo("no such region");
    }

    @Test
    void skippingIsAnOutcomeOfItsOwn() throws Exception {
        handlers.register("report", request -> request.skip("nothing new"));

        Outcome outcome = send("report");

        assertThat(outcome.result()).isEqualTo(JobResult.SKIPPED);
        assertThat(outcome.message()).isEqualTo("nothing new");
    }

    @Test
    void checkpointThatIsTooLongIsLeftOutAloud() throws Exception {
        handlers.register("report", request -> request.saveCheckpoint("x".repeat(4_001)));

        Outcome outcome = send("report");

        assertThat(outcome.checkpoint()).isNull();
        assertThat(outcome.message()).isEqualTo("the checkpoint of 4001 characters was not kept (at most 4000)");
    }

    @Test
    void throwingHandlerLeavesItsThreadToTheNext() throws Exception {
        List<Thread> threads = new ArrayList<>();
        handlers.register("error", request -> {
            threads.add(Thread.currentThread());
            throw new AssertionError("worse than an exception");
        });

        for (int i = 0; i < 5; i++) {
            assertThat(send("error").message()).isEqualTo("java.lang.AssertionError: worse than an exception");
        }

        assertThat(threads).hasSize(5).allMatch(Thread::isAlive);
    }

    @Test
    void deadlineInterruptsTheHandlerAndIsCounted() throws Exception {
        CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
        handlers.register("report", request -> {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.complete(true);
                throw e;
            }
        });

        Outcome outcome = send(Target.inProcess("report"), Duration.ofMillis(50));

        assertThat(outcome)
                .isEqualTo(Outcome.retryable(
                        JobResult.TIMEOUT, "the handler had not ended within 50ms and was interrupted"));
        assertThat(interrupted.get(10, TimeUnit.SECONDS)).isTrue();
        assertThat(dispatcher.interruptions()).isEqualTo(1);
    }

    @Test
    void interruptOfOneCallDoesNotMeetTheNext() throws Exception {
        handlers.register("deaf", request -> {
            while (!Thread.currentThread().isInterrupted()) {
                Thread.onSpinWait();
            }
        });
        handlers.register("report", request -> request.message("interrupted: " + Thread.interrupted()));
        send(Target.inProcess("deaf"), Duration.ofMillis(20));
        send(Target.inProcess("deaf"), Duration.ofMillis(20));

        // Both places are taken until the handlers have noticed.
        Outcome next = await().until(() -> send("report"), outcome -> outcome.result() != JobResult.REJECTED);

        assertThat(next.message()).isEqualTo("interrupted: false");
    }

    @Test
    void unknownHandlerIsRejectedWithTheNamesOfThoseThereAre() throws Exception {
        handlers.register("report", request -> {});
        handlers.register("cleanup", request -> {});

        assertThat(send("reprot"))
                .isEqualTo(Outcome.retryable(
                        JobResult.REJECTED,
                        "no handler \"reprot\" is registered in this JVM (registered: cleanup, report); register it"
                                + " with JobFlowScheduler.builder().handler(\"reprot\", …)"));
    }

    @Test
    void attemptBeyondThePlacesIsRejected() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        CountDownLatch entered = new CountDownLatch(2);
        handlers.register("report", request -> {
            entered.countDown();
            gate.await();
        });
        CompletableFuture<Outcome> first = start(Target.inProcess("report"), LONG);
        CompletableFuture<Outcome> second = start(Target.inProcess("report"), LONG);
        entered.await();

        Outcome third = send("report");

        assertThat(third.result()).isEqualTo(JobResult.REJECTED);
        assertThat(third.message()).startsWith("all 2 places for handlers are taken");
        gate.countDown();
        assertThat(first.get().result()).isEqualTo(JobResult.SUCCESS);
        assertThat(second.get().result()).isEqualTo(JobResult.SUCCESS);
    }

    @Test
    void placeIsFreeAgainWhenTheAnswerIsGiven() throws Exception {
        handlers.register("report", request -> {});

        for (int i = 0; i < 2_000; i++) {
            assertThat(send("report").result()).isEqualTo(JobResult.SUCCESS);
        }
    }

    @Test
    void attemptAfterClosingIsRejected() throws Exception {
        handlers.register("report", request -> {});
        dispatcher.close();

        assertThat(send("report"))
                .isEqualTo(
                        Outcome.retryable(JobResult.REJECTED, "the handler was not called: the scheduler is stopping"));
    }

    @Test
    void loggingContextHoldsTheIdsWhileTheHandlerRuns() throws Exception {
        Map<String, String> during = new HashMap<>();
        handlers.register("report", request -> during.putAll(MDC.getCopyOfContextMap()));

        send("report");

        assertThat(during)
                .containsEntry("traceId", HandlerRequests.TRACE_ID)
                .containsEntry("spanId", "b7ad6b7169203331")
                .containsEntry("jobName", "report")
                .containsEntry("executionId", HandlerRequests.EXECUTION.toString())
                .containsEntry("attempt", "2")
                .containsEntry("shardIndex", "1")
                .containsEntry("shardTotal", "4");
    }

    @Test
    void wrappersStandAroundEveryHandler() throws Exception {
        Handlers wrapped = new Handlers(List.of(handler -> request -> {
            handler.handle(request);
            request.message("wrapped");
        }));
        wrapped.register("report", request -> {});
        try (InProcessDispatcher other = new InProcessDispatcher(wrapped, elsewhere, 2)) {
            CompletableFuture<Outcome> outcome = new CompletableFuture<>();
            other.send(HandlerRequests.to("report"), answer -> outcome.complete(((Answer.Ended) answer).outcome()));

            assertThat(outcome.get().message()).isEqualTo("wrapped");
        }
    }

    @Test
    void otherTargetsGoElsewhere() {
        Target target = new Target("orders", List.of(), "report", "/r", RoutingPolicy.ROUND_ROBIN);

        dispatcher.send(HandlerRequests.to(target, LONG), answer -> {});

        assertThat(elsewhere.requests).hasSize(1);
    }

    @Test
    void handlersThatStillRunWhenTheSchedulerStopsAreInterrupted() throws Exception {
        handlers.register("report", request -> new CountDownLatch(1).await());
        CompletableFuture<Outcome> outcome = start(Target.inProcess("report"), LONG);

        dispatcher.interruptAfter(Duration.ofMillis(10));

        assertThat(outcome.get())
                .isEqualTo(Outcome.retryable(
                        JobResult.FAILURE, "the scheduler stopped before the handler had ended; it was interrupted"));
    }

    @Test
    void closingEndsEveryThreadAndTheOtherDispatcher() throws Exception {
        List<Thread> threads = new ArrayList<>();
        handlers.register("report", request -> threads.add(Thread.currentThread()));
        send("report");

        dispatcher.close();

        assertThat(threads).hasSize(1);
        await().until(() -> threads.stream().noneMatch(Thread::isAlive));
        assertThat(elsewhere.closed).isTrue();
    }

    private Outcome send(String handler) throws Exception {
        return send(Target.inProcess(handler), LONG);
    }

    private Outcome send(Target target, Duration timeout) throws Exception {
        return start(target, timeout).get(20, TimeUnit.SECONDS);
    }

    private CompletableFuture<Outcome> start(Target target, Duration timeout) {
        CompletableFuture<Outcome> outcome = new CompletableFuture<>();
        dispatcher.send(HandlerRequests.to(target, timeout), answer -> {
            if (!outcome.complete(((Answer.Ended) answer).outcome())) {
                throw new AssertionError("answered twice");
            }
        });
        return outcome;
    }

    private static final class Executors implements Dispatcher {

        private final List<DispatchRequest> requests = new ArrayList<>();
        private boolean closed;

        @Override
        public void send(DispatchRequest request, Consumer<Answer> onAnswer) {
            requests.add(request);
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
