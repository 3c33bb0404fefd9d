package io.jobflow.benchmarks.compare;

import io.jobflow.scheduler.JobFlowScheduler;
import io.jobflow.scheduler.dispatch.Answer;
import io.jobflow.scheduler.dispatch.DispatchRequest;
import io.jobflow.scheduler.dispatch.DispatchSettings;
import io.jobflow.scheduler.dispatch.Dispatcher;
import io.jobflow.scheduler.dispatch.HttpDispatcher;
import io.jobflow.scheduler.engine.Command;
import io.jobflow.scheduler.engine.Notice;
import io.jobflow.scheduler.engine.Reply;
import io.jobflow.scheduler.execution.Trigger;
import io.jobflow.scheduler.job.JobJson;
import io.jobflow.scheduler.store.JobStore;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** JobFlow as its users run it: the defaults, and the HTTP dispatcher. */
final class JobFlowContender implements Contender {

    /** How {@link #storeBacklog} stores what is due. */
    enum Backlog {
        /** One-time jobs that all become due in one instant, when a clock that was held goes on. */
        ONE_TIME,
        /** Jobs without a schedule, each triggered once. */
        TRIGGERS
    }

    private static final int MAX_WAITING = 5_000;

    private final Supplier<JobStore> store;
    private final String url;
    private final Lateness sent;
    private final Backlog kind;
    private final HeldClock time = new HeldClock();
    private final AtomicInteger settled = new AtomicInteger();
    private @Nullable JobFlowScheduler scheduler;
    private int stored;

    JobFlowContender(Supplier<JobStore> store, String url, Lateness sent, Backlog kind) {
        this.store = store;
        this.url = url;
        this.sent = sent;
        this.kind = kind;
    }

    @Override
    public void everySecond(int jobs, Instant first) {
        store(jobs, "{\"cron\":\"* * * * * *\"}");
    }

    @Override
    public void storeBacklog(int jobs) {
        if (kind == Backlog.TRIGGERS) {
            store(jobs, "{\"manual\":true}");
            return;
        }
        time.hold();
        store(jobs, "{\"at\":\"" + Instant.now() + "\"}");
    }

    /** Stores jobs that are not due before next year. */
    void storeFarAhead(int jobs) {
        store(jobs, "{\"cron\":\"0 0 1 1 *\"}");
    }

    /** Has the next job be named as the one after a number of jobs of an earlier process. */
    void continueAfter(int jobs) {
        stored = jobs;
    }

    @Override
    public void fireBacklog(int jobs) {
        int before = settled.get();
        time.release();
        if (kind == Backlog.TRIGGERS) {
            submit(stored - jobs, stored, i -> new Command.TriggerJob("job-" + i, Trigger.API, null, null, null));
        }
        while (settled.get() < before + jobs) {
            LockSupport.parkNanos(1_000_000);
        }
    }

    private void store(int jobs, String schedule) {
        submit(stored, stored + jobs, i -> {
            String json = "{\"name\":\"job-" + i + "\",\"schedule\":" + schedule + ",\"target\":{\"urls\":[\"" + url
                    + "\"],\"handler\":\"report\"}}";
            return new Command.PutJob(JobJson.read(json));
        });
        stored += jobs;
    }

    /** Has commands carried out, no more at once than may wait. */
    private void submit(int from, int to, IntFunction<Command> command) {
        Deque<CompletableFuture<Reply>> replies = new ArrayDeque<>();
        for (int i = from; i < to; i++) {
            replies.add(open().commands().submit(command.apply(i)));
            if (replies.size() >= MAX_WAITING) {
                replies.remove().join();
            }
        }
        replies.forEach(CompletableFuture::join);
    }

    /** Returns when a command has been answered, which is after the definitions have been taken over. */
    @Override
    public void start() {
        open().commands().submit(new Command.DeleteJob("no-such-job")).join();
    }

    private JobFlowScheduler open() {
        JobFlowScheduler open = scheduler;
        if (open == null) {
            open = begin();
            scheduler = open;
        }
        return open;
    }

    private JobFlowScheduler begin() {
        return JobFlowScheduler.builder()
                .store(store.get())
                .dispatcher(
                        new Watched(new HttpDispatcher(DispatchSettings.DEFAULT, JobFlowContender::traceparent, time)))
                .time(time)
                .listener(notice -> {
                    if (notice instanceof Notice.ExecutionEnded) {
                        settled.incrementAndGet();
                    }
                })
                .start();
    }

    private static String traceparent(DispatchRequest request) {
        return "00-" + request.execution().traceId() + "-" + request.attempt().spanId() + "-01";
    }

    /** Notes when attempts are handed to the HTTP client. */
    private final class Watched implements Dispatcher {

        private final Dispatcher inner;

        Watched(Dispatcher inner) {
            this.inner = inner;
        }

        @Override
        public void send(DispatchRequest request, Consumer<Answer> onAnswer) {
            sent.record(request.execution().fireTime().toEpochMilli());
            inner.send(request, onAnswer);
        }

        @Override
        public void close() {
            inner.close();
        }
    }

    @Override
    public void stop() {
        JobFlowScheduler open = scheduler;
        if (open != null) {
            open.close();
            scheduler = null;
        }
    }
}
