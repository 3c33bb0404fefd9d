package io.jobflow.scheduler;

import io.jobflow.scheduler.discovery.InstanceSource;
import io.jobflow.scheduler.discovery.StaticInstances;
import io.jobflow.scheduler.dispatch.Dispatcher;
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
import io.jobflow.scheduler.store.JobStore;
import io.jobflow.scheduler.store.Snapshot;
import io.jobflow.scheduler.time.SystemTime;
import io.jobflow.scheduler.time.TimeSource;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A scheduler inside any JVM: takes over a store and fires until it is closed. The standalone server is this class with
 * REST around it.
 *
 * <pre>{@code
 * try (JobFlowScheduler scheduler = JobFlowScheduler.builder()
 *         .store(SqliteStore.open(Path.of("data")))
 *         .dispatcher(HttpDispatcher.create(…))
 *         .start()) {
 *     scheduler.commands().submit(new Command.PutJob(definition)).join();
 *     …
 * }
 * }</pre>
 *
 * <p>Safe for use by many threads.
 */
public final class JobFlowScheduler implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(JobFlowScheduler.class);

    private final JobStore store;
    private final Dispatcher dispatcher;
    private final FiringLoop loop;
    private final HistoryKeeper history;
    private final Duration stopGrace;

    private JobFlowScheduler(Builder builder) {
        store = builder.require(builder.store, "store");
        dispatcher = builder.require(builder.dispatcher, "dispatcher");
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
                notice -> listeners.forEach(listener -> listener.onNotice(notice)));
        log.info(
                "Took over {} jobs and {} unfinished executions as epoch {}",
                snapshot.jobs().size(),
                snapshot.unfinished().size(),
                snapshot.epoch().value());
        loop.start(snapshot);
        history = new HistoryKeeper(store.history(), loop, builder.history, builder.time);
        history.start();
    }

    public static Builder builder() {
        return new Builder();
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

    /** Stops firing, gives attempts under way the stop grace to end, and closes dispatcher and store. */
    @Override
    public void close() {
        history.close();
        try {
            if (!loop.stop(stopGrace)) {
                log.warn("Attempts were still under way after {}; they are settled after the next start", stopGrace);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } finally {
            closeAll();
        }
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
        private @Nullable JobStore store;
        private @Nullable Dispatcher dispatcher;
        private InstanceSource instances = new StaticInstances(Map.of());
        private EngineSettings settings = EngineSettings.DEFAULT;
        private HistorySettings history = HistorySettings.DEFAULT;
        private TimeSource time = new SystemTime();
        private Duration stopGrace = Duration.ofSeconds(25);

        private Builder() {}

        /** Required; the scheduler closes it. */
        public Builder store(JobStore value) {
            store = value;
            return this;
        }

        /** Required; the scheduler closes it. */
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

        /** How long {@link #close} waits for attempts under way; 30 s by default. */
        public Builder stopGrace(Duration value) {
            stopGrace = value;
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
         * @throws NullPointerException when store or dispatcher is missing
         * @throws io.jobflow.scheduler.store.StoreException when the store cannot be taken over
         */
        public JobFlowScheduler start() {
            return new JobFlowScheduler(this);
        }

        private <T> T require(@Nullable T part, String name) {
            return Objects.requireNonNull(part, () -> "a scheduler needs a " + name);
        }
    }
}
