package io.jobflow.scheduler.inprocess;

import io.jobflow.scheduler.dispatch.Answer;
import io.jobflow.scheduler.dispatch.DispatchRequest;
import io.jobflow.scheduler.dispatch.Dispatcher;
import io.jobflow.scheduler.execution.Outcome;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives attempts whose target is in this process to their handlers, and all others to another dispatcher. Handlers have
 * a bounded pool of daemon threads of their own; nothing waits in front of it, because the engine starts no more attempts
 * than it has slots.
 */
public final class InProcessDispatcher implements Dispatcher {

    private static final Logger log = LoggerFactory.getLogger(InProcessDispatcher.class);

    private static final Duration CLOSE_WAIT = Duration.ofSeconds(2);

    private final Handlers handlers;
    private final Dispatcher elsewhere;
    private final int maxThreads;
    private final ThreadPoolExecutor threads;
    private final ScheduledThreadPoolExecutor deadlines;
    private final Set<HandlerCall> calls = ConcurrentHashMap.newKeySet();
    private final AtomicLong interrupted = new AtomicLong();

    /**
     * Creates a dispatcher; its threads start with the first attempt.
     *
     * @param elsewhere takes the attempts of all other targets; closed with this one
     * @param maxThreads handlers that can run at the same time, at least 1
     */
    public InProcessDispatcher(Handlers handlers, Dispatcher elsewhere, int maxThreads) {
        this.handlers = handlers;
        this.elsewhere = elsewhere;
        this.maxThreads = maxThreads;
        this.threads = new ThreadPoolExecutor(
                0, maxThreads, 30, TimeUnit.SECONDS, new SynchronousQueue<>(), named("jobflow-handler-"));
        this.deadlines = new ScheduledThreadPoolExecutor(1, named("jobflow-handler-deadline-"));
        deadlines.setRemoveOnCancelPolicy(true);
        deadlines.setKeepAliveTime(30, TimeUnit.SECONDS);
        deadlines.allowCoreThreadTimeOut(true);
    }

    @Override
    public void send(DispatchRequest request, Consumer<Answer> onAnswer) {
        if (!request.target().isInProcess()) {
            elsewhere.send(request, onAnswer);
            return;
        }
        String name = request.target().handler();
        Handler handler = handlers.find(name);
        if (handler == null) {
            onAnswer.accept(new Answer.Ended(HandlerOutcome.unknown(name, handlers)));
        } else {
            call(handler, request, onAnswer);
        }
    }

    private void call(Handler handler, DispatchRequest request, Consumer<Answer> onAnswer) {
        HandlerCall call = new HandlerCall(handler, new HandlerRequest(request), onAnswer, calls::remove);
        calls.add(call);
        try {
            ScheduledFuture<?> deadline = deadlines.schedule(
                    () -> interrupt(call, HandlerOutcome.timedOut(request.timeout())),
                    request.timeout().toMillis(),
                    TimeUnit.MILLISECONDS);
            threads.execute(() -> {
                call.run();
                deadline.cancel(false);
            });
        } catch (RejectedExecutionException e) {
            calls.remove(call);
            call.cutShort(HandlerOutcome.busy(maxThreads));
        }
    }

    private void interrupt(HandlerCall call, Outcome outcome) {
        if (call.cutShort(outcome)) {
            interrupted.incrementAndGet();
            log.warn("Interrupted a handler ({}): {}", outcome.message(), call.request());
        }
    }

    /** How many handlers have been interrupted, at their deadline or because the scheduler stopped. */
    public long interruptions() {
        return interrupted.get();
    }

    /** Interrupts, after a while, the handlers that are still running then, so that their attempts are settled. */
    public void interruptAfter(Duration wait) {
        deadlines.schedule(
                () -> calls.forEach(call -> interrupt(call, HandlerOutcome.stopped())),
                wait.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        elsewhere.close();
        deadlines.shutdownNow();
        threads.shutdownNow();
        try {
            if (!threads.awaitTermination(CLOSE_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
                calls.forEach(call -> log.warn("A handler goes on after its interruption: {}", call.request()));
            }
            deadlines.awaitTermination(CLOSE_WAIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static ThreadFactory named(String prefix) {
        AtomicInteger number = new AtomicInteger();
        return work -> {
            Thread thread = new Thread(work, prefix + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }
}
