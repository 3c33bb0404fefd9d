package io.jobflow.scheduler.engine;

import io.jobflow.scheduler.dispatch.DispatchRequest;
import io.jobflow.scheduler.dispatch.Dispatcher;
import io.jobflow.scheduler.store.JobStore;
import io.jobflow.scheduler.store.Snapshot;
import io.jobflow.scheduler.time.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The shell around the {@link Engine}: one thread that waits for events or the next fire time, has the engine decide,
 * and carries out what it says. The engine and everything it holds belong to this thread. Writes go to the
 * {@link StoreWriter}, all that have gathered while its last transaction ran in the next one; replies are given once
 * everything asked for before them is durable.
 *
 * <p>{@link #submit}, {@link #stop} and the health questions may be asked from any thread.
 */
public final class FiringLoop implements CommandGate {

    private static final Logger log = LoggerFactory.getLogger(FiringLoop.class);

    /** A longer sleep would overlook a wall clock that was set forward. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

    /** Events taken in at once. */
    private static final int MAX_ROUND = 1_000;

    /** Events of one step at most, so that what leaves because of the first does not wait for the last. */
    private static final int MAX_STEP = 64;

    private final Engine engine;
    private final Dispatcher dispatcher;
    private final TimeSource time;
    private final EngineListener listener;
    private final BooleanSupplier mayAct;
    private final StoreWriter writer;
    private final Outbox outbox;
    private final QueueReader queue;
    private final WaitingCommands commands = new WaitingCommands();
    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final CompletableFuture<Throwable> failure = new CompletableFuture<>();
    private volatile EngineLoad load = EngineLoad.NONE;
    private volatile boolean stopping;
    private final CountDownLatch abandoned = new CountDownLatch(1);
    private final AtomicInteger callsUnderWay = new AtomicInteger();

    /**
     * Creates a loop; {@link #start} starts it.
     *
     * @param mayAct asked before anything leaves: whether this process still is the one that owns the store. Once it is not,
     *     the loop fails. A process that stood still may hold attempts that need no further write before they leave, so the
     *     store cannot stop them
     */
    public FiringLoop(
            Engine engine,
            JobStore store,
            Dispatcher dispatcher,
            TimeSource time,
            EngineListener listener,
            BooleanSupplier mayAct) {
        this.mayAct = mayAct;
        this.engine = engine;
        this.dispatcher = dispatcher;
        this.time = time;
        this.listener = listener;
        this.writer = new StoreWriter(store, abandoned, () -> events.add(new Event.Tick()));
        this.outbox = new Outbox(Outbox.Limits.USUAL, reply -> commands.complete(reply.requestId(), reply.reply()));
        this.queue = new QueueReader(store);
    }

    /** Starts firing from what the store held when it was taken over. To be called once. */
    public void start(Snapshot snapshot) {
        writer.begin(snapshot.epoch());
        events.add(new Event.Started(snapshot));
        Thread thread = new Thread(this::run, "jobflow-firing-loop");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public CompletableFuture<Reply> submit(Command command) {
        if (stopping || ended.getCount() == 0) {
            return CompletableFuture.failedFuture(new RejectedExecutionException("the scheduler is stopping"));
        }
        CompletableFuture<Reply> reply = commands.submit(command, events::add);
        if (ended.getCount() == 0) {
            commands.failAll(new RejectedExecutionException("the scheduler has stopped"));
        }
        return reply;
    }

    /**
     * Stops: no new attempt starts; those under way may end within the grace. What has not ended then stays as it is in
     * the store and is settled after the next start.
     *
     * @return whether every attempt ended in time
     */
    public boolean stop(Duration grace) throws InterruptedException {
        events.add(new Event.Stopping()); // First, so that the loop does not end before it has heard of it.
        stopping = true;
        boolean inTime = ended.await(grace.toNanos(), TimeUnit.NANOSECONDS);
        abandoned.countDown();
        events.add(new Event.Tick());
        ended.await(LONGEST_WAIT.toNanos(), TimeUnit.NANOSECONDS);
        return inTime;
    }

    /** Completes with the cause when the loop has ended by itself, which a person must look at. */
    public CompletableFuture<Throwable> failure() {
        return failure;
    }

    /** Whether the store takes writes and the loop runs. */
    public boolean isReady() {
        return !stopping && ended.getCount() > 0 && writer.isHealthy();
    }

    /** How much was under way after the last round. */
    public EngineLoad load() {
        return load;
    }

    private void run() {
        Throwable cause = null;
        try {
            while (!isAbandoned() && !(stopping && isIdle())) {
                round(awaitEvents());
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error failed) {
            log.error("The firing loop has failed and fires nothing any more; restart this process", failed);
            cause = failed;
        } finally {
            writer.end();
            ended.countDown();
            commands.failAll(new RejectedExecutionException("the scheduler has stopped"));
            if (cause != null) {
                failure.complete(cause);
            }
        }
    }

    private boolean isAbandoned() {
        return abandoned.getCount() == 0;
    }

    private boolean isIdle() {
        // In this order: a call adds its event before it counts as over.
        return callsUnderWay.get() == 0 && events.isEmpty() && isAllDurable();
    }

    /** What the engine is to hear next. While it waits for pages of a queue it hears of nothing but its writes. */
    private List<Event> awaitEvents() throws InterruptedException {
        boolean isOnlyWriting = queue.isAsked() || outbox.isFull();
        List<Event> batch = new ArrayList<>(isOnlyWriting ? writer.awaitDone() : writer.takeDone());
        noteDurable(batch);
        if (isOnlyWriting && !(batch.isEmpty() && isAllDurable())) {
            return batch;
        }
        batch.addAll(queue.read());
        takeIn(batch);
        return batch;
    }

    private boolean isAllDurable() {
        return outbox.isEmpty() && !writer.isBusy();
    }

    private void noteDurable(List<Event> written) {
        if (!written.isEmpty() && written.get(written.size() - 1) instanceof Event.Written last && !isAbandoned()) {
            outbox.durableUpTo(last.writeId());
        }
    }

    private void takeIn(List<Event> batch) throws InterruptedException {
        if (batch.isEmpty()) {
            Event first = events.poll(waitNanos(), TimeUnit.NANOSECONDS);
            batch.add(first == null ? new Event.Tick() : first);
        }
        events.drainTo(batch, MAX_ROUND - 1);
    }

    private long waitNanos() {
        Duration untilNextWake = engine.untilNextWake(time.moment());
        return untilNextWake == null || untilNextWake.compareTo(LONGEST_WAIT) > 0
                ? LONGEST_WAIT.toNanos()
                : Math.max(0, untilNextWake.toNanos());
    }

    private void round(List<Event> batch) {
        requireToOwnTheStore();
        writer.takeFailures().forEach(listener::onNotice);
        for (int from = 0; from < batch.size(); from += MAX_STEP) {
            List<Event> some = batch.subList(from, Math.min(from + MAX_STEP, batch.size()));
            engine.step(some, time.moment()).forEach(this::perform);
            outbox.endStep();
        }
        writeNext();
        load = engine.load();
    }

    /** While requests of a burst wait for nothing but a free slot, answers and requests go first. */
    private void writeNext() {
        if (!writer.isBusy()) {
            List<Effect.Write> batch = outbox.next(!queue.isAsked() && engine.isInBurst(time.nanos()));
            if (!batch.isEmpty()) {
                writer.hand(batch);
            }
        }
    }

    private void requireToOwnTheStore() {
        if (!mayAct.getAsBoolean()) {
            throw new IllegalStateException("this process may not act any more: it could not renew its lease in time");
        }
    }

    private void perform(Effect effect) {
        if (effect instanceof Effect.Write write) {
            outbox.add(write);
        } else if (effect instanceof Effect.Send send) {
            send(send.request());
        } else if (effect instanceof Effect.Ask ask) {
            ask(ask.request());
        } else if (effect instanceof Effect.Answered answered) {
            outbox.add(answered);
        } else if (effect instanceof Effect.Happened happened) {
            listener.onNotice(happened.notice());
        } else if (effect instanceof Effect.LoadWaiting load) {
            queue.ask(load);
        }
    }

    private void ask(DispatchRequest request) {
        dispatcher.ask(
                request,
                answer -> events.add(new Event.StatusTold(
                        request.execution().id(),
                        request.shard().index(),
                        request.attempt().number(),
                        answer)));
    }

    private void send(DispatchRequest request) {
        callsUnderWay.incrementAndGet();
        dispatcher.send(request, answer -> {
            events.add(new Event.Returned(
                    request.execution().id(),
                    request.shard().index(),
                    request.attempt().number(),
                    answer));
            callsUnderWay.decrementAndGet();
        });
    }
}
