package io.jobflow.scheduler.inprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class HandlerWrapperTest {

    private final CountDownLatch entered = new CountDownLatch(1);
    private final CountDownLatch gate = new CountDownLatch(1);
    private final AtomicInteger calls = new AtomicInteger();

    /** Says that it has begun, and ends when the gate opens. */
    private final Handler slow = request -> {
        calls.incrementAndGet();
        entered.countDown();
        gate.await();
    };

    @Test
    void chainCallsTheFirstWrapperFirst() throws Exception {
        List<String> order = new ArrayList<>();
        Handler handler = HandlerWrapper.chain(
                request -> order.add("handler"), List.of(noting(order, "first"), noting(order, "second")));

        handler.handle(HandlerRequests.toHandler());

        assertThat(order).containsExactly("first in", "second in", "handler", "second out", "first out");
    }

    @Test
    void chainOfNoneIsTheHandlerItself() {
        assertThat(HandlerWrapper.chain(slow, List.of())).isSameAs(slow);
    }

    @Test
    void recoverTurnsAnErrorIntoAnException() {
        Handler handler = HandlerWrapper.recover().wrap(request -> {
            throw new StackOverflowError("too deep");
        });

        assertThatThrownBy(() -> handler.handle(HandlerRequests.toHandler()))
                .isInstanceOf(RuntimeException.class)
                .hasCauseInstanceOf(StackOverflowError.class);
    }

    @Test
    void recoverLetsInterruptionsPass() {
        Handler handler = HandlerWrapper.recover().wrap(request -> {
            throw new InterruptedException();
        });

        assertThatThrownBy(() -> handler.handle(HandlerRequests.toHandler())).isInstanceOf(InterruptedException.class);
    }

    @Test
    void skipIfStillRunningSkipsTheSecondOfTwo() throws Exception {
        Handler handler = HandlerWrapper.skipIfStillRunning().wrap(slow);
        CompletableFuture<HandlerRequest> first = start(handler);
        entered.await();

        HandlerRequest second = HandlerRequests.toHandler();
        handler.handle(second);

        assertThat(second.isSkipped()).isTrue();
        assertThat(second.message()).isEqualTo("skipped: handler \"report\" was still running");
        assertThat(calls).hasValue(1);
        gate.countDown();
        assertThat(first.get().isSkipped()).isFalse();
    }

    @Test
    void skipIfStillRunningRunsAgainAfterAFailure() throws Exception {
        AtomicInteger failures = new AtomicInteger();
        Handler handler = HandlerWrapper.skipIfStillRunning().wrap(request -> {
            if (failures.incrementAndGet() == 1) {
                throw new IllegalStateException("first");
            }
        });

        assertThatThrownBy(() -> handler.handle(HandlerRequests.toHandler())).hasMessage("first");
        HandlerRequest second = HandlerRequests.toHandler();
        handler.handle(second);

        assertThat(second.isSkipped()).isFalse();
        assertThat(failures).hasValue(2);
    }

    @Test
    void skipIfStillRunningKeepsHandlersApart() throws Exception {
        HandlerWrapper wrapper = HandlerWrapper.skipIfStillRunning();
        Handler other = wrapper.wrap(request -> calls.addAndGet(10));
        CompletableFuture<HandlerRequest> first = start(wrapper.wrap(slow));
        entered.await();

        other.handle(HandlerRequests.toHandler());

        assertThat(calls).hasValue(11);
        gate.countDown();
        first.get();
    }

    @Test
    void delayIfStillRunningRunsOneAfterTheOther() throws Exception {
        Handler handler = HandlerWrapper.delayIfStillRunning().wrap(slow);
        CompletableFuture<HandlerRequest> first = start(handler);
        entered.await();
        AtomicReference<Thread> waiting = new AtomicReference<>();
        CompletableFuture<HandlerRequest> second = start(request -> {
            waiting.set(Thread.currentThread());
            handler.handle(request);
        });
        await().until(() -> waiting.get() != null && waiting.get().getState() == Thread.State.WAITING);

        assertThat(calls).hasValue(1);
        gate.countDown();

        first.get();
        second.get();
        assertThat(calls).hasValue(2);
    }

    @Test
    void delayedRequestEndsWhenItsThreadIsInterrupted() throws Exception {
        Handler handler = HandlerWrapper.delayIfStillRunning().wrap(slow);
        CompletableFuture<HandlerRequest> first = start(handler);
        entered.await();

        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> handler.handle(HandlerRequests.toHandler())).isInstanceOf(InterruptedException.class);
        gate.countDown();
        first.get();
        assertThat(calls).hasValue(1);
    }

    private static HandlerWrapper noting(List<String> order, String name) {
        return handler -> request -> {
            order.add(name + " in");
            handler.handle(request);
            order.add(name + " out");
        };
    }

    private static CompletableFuture<HandlerRequest> start(Handler handler) {
        return CompletableFuture.supplyAsync(
                () -> {
                    HandlerRequest request = HandlerRequests.toHandler();
                    try {
                        handler.handle(request);
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                    return request;
                },
                work -> new Thread(work, "handler test").start());
    }
}
