package io.jobflow.scheduler;

import io.jobflow.scheduler.discovery.InstanceSource;
import io.jobflow.scheduler.discovery.StaticInstances;
import io.jobflow.scheduler.dispatch.DispatchRequest;
import io.jobflow.scheduler.dispatch.DispatchSettings;
import io.jobflow.scheduler.dispatch.Dispatcher;
import io.jobflow.scheduler.dispatch.HttpDispatcher;
import io.jobflow.scheduler.engine.CommandGate;
import io.jobflow.scheduler.engine.Engine;
import io.jobflow.scheduler.engine.EngineListener;
import io.jobflow.scheduler.engine.EngineLoad;
import io.jobflow.scheduler.engine.EngineSettings;
import io.jobflow.scheduler.engine.FiringLoop;
import io.jobflow.scheduler.engine.HistoryKeeper;
import io.jobflow.scheduler.engine.HistorySettings;
import io.jobflow.scheduler.execution.Ids;
import io.jobflow.scheduler.execution.RandomIds;
import io.jobflow.scheduler.inprocess.Handler;
import io.jobflow.scheduler.inprocess.HandlerWrapper;
import io.jobflow.scheduler.inprocess.Handlers;
import io.jobflow.scheduler.inprocess.InProcessDispatcher;
import io.jobflow.scheduler.job.Job;
import io.jobflow.scheduler.job.JobDefinition;
import io.jobflow.scheduler.store.JobStore;
import io.jobflow.scheduler.store.Snapshot;
import io.jobflow.scheduler.store.jdbc.SqliteStore;
import io.jobflow.scheduler.store.memory.MemoryStore;
import io.jobflow.scheduler.time.SystemTime;
import io.jobflow.scheduler.time.TimeSource;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A scheduler inside any JVM: takes over a store and fires until it is closed. The standalone server is this class with
 * REST around it.
 *
 * <pre>{@code
 * try (JobFlowScheduler scheduler = JobFlowScheduler.builder()
 *         .dataDir(Path.of("data"))
 *         .handler("report", request -> reports.write(request.fireTime()))
 *         .start()) {
 *     scheduler.jobs().put(JobDefinition.named("report").cron("0 6 * * 1-5").build());
 *     …
 * }
 * }</pre>
 *
 * <p>Safe for use by many threads.
 */
public final class JobFlowScheduler implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(JobFlowScheduler.class);

    /** What the attempts of interrupted handlers have to be settled in. */
    private static final Duration SETTLE_WAIT = Duration.ofSeconds(1);

    private final AtomicBoolean closed = new AtomicBoolean();
    private final JobStore store;
    private final Handlers handlers;
    private final InProcessDispatcher dispatcher;
    private final FiringLoop loop;
    private final HistoryKeeper history;
    private final Jobs jobs;
    private final Duration stopGrace;

    private JobFlowScheduler(Builder builder, JobStore store) {
        this.store = store;
        handlers = new Handlers(builder.wrappers);
        builder.handlers.forEach(handlers::register);
        dispatcher = new InProcessDispatcher(handlers, builder.elsewhere(), builder.settings.maxInFlightPerService());
        stopGrace = builder.stopGrace;
        Snapshot snapshot = store.takeOver();
        Ids ids = new RandomIds(builder.time, new SecureRandom(), snapshot.greatestExecutionId());
        Engine engine = new Engine(builder.settings, ids, builder.instances);
        List<EngineListener> listeners = List.copyOf(builder.listeners);
        loop = new FiringLoop(
                engine,
                store,
                dispatcher,
                builder.time,
                notice -> listeners.forEach(listener -> listener.onNotice(notice)),
                builder.mayAct);
        log.info(
                "Took over {} jobs and {} unfinished executions as epoch {}",
                snapshot.jobs().size(),
                snapshot.unfinished().size(),
                snapshot.epoch().value());
        jobs = new Jobs(loop, store);
        loop.start(snapshot);
        history = new HistoryKeeper(store.history(), loop, builder.history, builder.time);
        history.start();
    }

    public static Builder builder() {
        return new Builder();
    }

    /** Its jobs: added, changed, listed, triggered and removed while it runs. */
    public Jobs jobs() {
        return jobs;
    }

    /**
     * Creates or replaces a job that calls a handler in this JVM at the times of a cron expression, in UTC. After a
     * restart the job is there again and the handler is not: call this, or {@link Builder#handler}, each time.
     *
     * @param name of the job and of the handler
     * @throws io.jobflow.scheduler.job.JobProblem when the expression or the name cannot be read
     */
    public Job schedule(String name, String cron, Handler handler) {
        JobDefinition definition = JobDefinition.named(name).cron(cron).build();
        handlers.register(name, handler);
        return jobs.put(definition);
    }

    /** The handlers of this JVM, to which more can be added at any time. */
    public Handlers handlers() {
        return handlers;
    }

    /** Where jobs are changed and executions triggered, reopened and cancelled. */
    public CommandGate commands() {
        return loop;
    }

    /** What is recorded, for reading. */
    public JobStore store() {
        return store;
    }

    /** Whether it fires: the store takes writes and nobody has stopped it. */
    public boolean isReady() {
        return loop.isReady();
    }

    /** Completes with the cause when it has stopped firing by itself; the process should then be restarted. */
    public CompletableFuture<Throwable> failure() {
        return loop.failure();
    }

    /** How much was under way a moment ago. */
    public EngineLoad load() {
        return loop.load();
    }

    /**
     * Stops firing, gives attempts under way the stop grace to end, and closes dispatcher and store. Handlers in this JVM
     * are interrupted a little before the grace is over, so that their attempts are still settled. Closing again does
     * nothing.
     */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        history.close();
        try {
            dispatcher.interruptAfter(stopGrace.minus(shorter(SETTLE_WAIT, stopGrace.dividedBy(2))));
            if (!loop.stop(stopGrace)) {
                log.warn("Attempts were still under way after {}; they are settled after the next start", stopGrace);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } finally {
            closeAll();
        }
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    private void closeAll() {
        try {
            dispatcher.close();
        } finally {
            store.close();
        }
    }

    /** Collects what a scheduler is made of. */
    public static final class Builder {

        private final List<EngineListener> listeners = new ArrayList<>();
        private final Map<String, Handler> handlers = new LinkedHashMap<>();
        private final List<HandlerWrapper> wrappers = new ArrayList<>();
        private @Nullable Supplier<JobStore> store;
        private @Nullable Dispatcher dispatcher;
        private InstanceSource instances = new StaticInstances(Map.of());
        private EngineSettings settings = EngineSettings.DEFAULT;
        private HistorySettings history = HistorySettings.DEFAULT;
        private TimeSource time = new SystemTime();
        private Duration stopGrace = Duration.ofSeconds(25);
        private BooleanSupplier mayAct = () -> true;

        private Builder() {}

        /** A store that is open; the scheduler closes it. This, {@link #dataDir} or {@link #inMemory} is required. */
        public Builder store(JobStore value) {
            store = () -> value;
            return this;
        }

        /** A store in a directory, in one SQLite file, opened by {@link #start}; made if need be. */
        public Builder dataDir(Path directory) {
            store = () -> SqliteStore.open(directory);
            return this;
        }

        /** A store that forgets everything when the scheduler is closed: for tests and demonstrations. */
        public Builder inMemory() {
            store = MemoryStore::new;
            return this;
        }

        /** A handler in this JVM; see {@link io.jobflow.scheduler.job.JobBuilder#handler}. */
        public Builder handler(String name, Handler handler) {
            handlers.put(name, handler);
            return this;
        }

        /** Put around every handler of this JVM, inside the ones that were given before. */
        public Builder wrap(HandlerWrapper... around) {
            wrappers.addAll(List.of(around));
            return this;
        }

        /** Calls executors; an {@link HttpDispatcher} that signs nothing by default. The scheduler closes it. */
        public Builder dispatcher(Dispatcher value) {
            dispatcher = value;
            return this;
        }

        /** Where services' instances are found; none by default, so that jobs must name URLs. */
        public Builder instances(InstanceSource value) {
            instances = value;
            return this;
        }

        /** Bounds and waits; {@link EngineSettings#DEFAULT} by default. */
        public Builder settings(EngineSettings value) {
            settings = value;
            return this;
        }

        /** How long history is kept where a job does not say; {@link HistorySettings#DEFAULT} by default. */
        public Builder history(HistorySettings value) {
            history = value;
            return this;
        }

        /** The clocks; the machine's by default. */
        public Builder time(TimeSource value) {
            time = value;
            return this;
        }

        /** How long {@link #close} waits for attempts under way; 25 s by default. */
        public Builder stopGrace(Duration value) {
            stopGrace = value;
            return this;
        }

        /**
         * Asked before anything leaves: whether this process still is the one that may act on the store. Once it says no,
         * the scheduler fires nothing any more and has failed. Always true by default; it must not block.
         */
        public Builder mayAct(BooleanSupplier value) {
            mayAct = value;
            return this;
        }

        /** Adds a listener; called on the firing loop's thread, in the order added. */
        public Builder listener(EngineListener value) {
            listeners.add(value);
            return this;
        }

        /**
         * Takes the store over and starts firing.
         *
         * @throws IllegalStateException when no store is given
         * @throws io.jobflow.scheduler.store.StoreOpenException when another process, or another scheduler of this one,
         *     has the data directory, or it cannot be used
         * @throws io.jobflow.scheduler.store.StoreException when the store cannot be taken over
         */
        public JobFlowScheduler start() {
            if (store == null) {
                throw new IllegalStateException(
                        "a scheduler needs a store: give it dataDir(path), or inMemory() for one"
                                + " that forgets everything when it is closed");
            }
            JobStore open = store.get();
            try {
                return new JobFlowScheduler(this, open);
            } catch (RuntimeException e) {
                open.close();
                throw e;
            }
        }

        private Dispatcher elsewhere() {
            return dispatcher != null
                    ? dispatcher
                    : new HttpDispatcher(DispatchSettings.DEFAULT, Builder::traceparent, time);
        }

        /** Without telemetry nobody has decided whether the trace is recorded; sampled lets executors record theirs. */
        private static String traceparent(DispatchRequest request) {
            return "00-" + request.execution().traceId() + "-"
                    + request.attempt().spanId() + "-01";
        }
    }
}
