package io.jobflow.scheduler.app;

import io.jobflow.scheduler.JobFlowScheduler;
import io.jobflow.scheduler.discovery.StaticInstances;
import io.jobflow.scheduler.dispatch.CallbackAddresses;
import io.jobflow.scheduler.dispatch.CallbackSecrets;
import io.jobflow.scheduler.dispatch.HttpDispatcher;
import io.jobflow.scheduler.engine.Command;
import io.jobflow.scheduler.engine.Reply;
import io.jobflow.scheduler.engine.StandbyException;
import io.jobflow.scheduler.http.ApiParts;
import io.jobflow.scheduler.http.ApiServer;
import io.jobflow.scheduler.store.JobStore;
import io.jobflow.scheduler.store.jdbc.NodeLease;
import io.jobflow.scheduler.telemetry.Telemetry;
import io.jobflow.scheduler.time.SystemTime;
import io.jobflow.scheduler.time.TimeSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The standalone server: a scheduler with its API around it. It binds its port before it takes the store over, so that a
 * port that is taken costs nothing; until then the API answers reads and refuses changes.
 */
final class Server implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Server.class);

    private final TimeSource time = new SystemTime();
    private final Telemetry telemetry = Telemetry.start(time);
    private final CompletableFuture<Throwable> failure = new CompletableFuture<>();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final ApiServer api;
    private volatile @Nullable JobFlowScheduler scheduler;
    private volatile @Nullable ActiveLease lease;
    private final JobStore store;

    private Server(ServerSettings settings, JobStore store) {
        this.store = store;
        api = ApiServer.start(
                settings.http(), new ApiParts(store, this::submit, time, telemetry::scrape, this::obstacle));
    }

    /**
     * Opens the store, binds the port and begins to fire.
     *
     * @throws io.jobflow.scheduler.store.StoreException when the store cannot be opened
     * @throws io.jobflow.scheduler.http.ApiStartException when the port cannot be bound
     */
    static Server start(ServerSettings settings) {
        JobStore store = settings.openStore();
        Server server;
        try {
            server = new Server(settings, store);
        } catch (RuntimeException e) {
            store.close();
            throw e;
        }
        try {
            server.fireWhenActive(settings);
        } catch (RuntimeException e) {
            server.api.close();
            store.close();
            throw e;
        }
        LOG.info(
                "JobFlow {} answers at {} (data in {}, {})",
                Version.current(),
                server.api.url(),
                settings.place(),
                settings.http().token() == null ? "no API token: this machine only" : "API token set");
        return server;
    }

    /** Where the API answers. */
    String url() {
        return api.url();
    }

    /** Waits until the scheduler has failed and must be started anew. */
    void awaitFailure() {
        try {
            failure.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a failure is a value and cannot fail", e);
        }
    }

    /** Stops firing, lets attempts under way end within the grace, then stops answering. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            LOG.info("Stopping: no new attempt starts, those under way may end");
            JobFlowScheduler firing = scheduler;
            ActiveLease held = lease;
            if (firing != null) {
                firing.close();
            } else {
                store.close();
            }
            if (held != null) {
                held.close();
            }
            api.close();
            telemetry.close();
            LOG.info("Stopped");
        }
    }

    /** Fires at once, or, where several processes may share the database, as soon as this one is the active one. */
    private void fireWhenActive(ServerSettings settings) {
        NodeLease shared = settings.database() == null
                ? null
                : NodeLease.of(settings.database(), NodeName.of(api.url()), ActiveLease.LENGTH)
                        .orElse(null);
        if (shared == null) {
            fire(settings);
            return;
        }
        ActiveLease held = new ActiveLease(shared, time, () -> fire(settings), failure::complete);
        lease = held;
        held.start();
    }

    private void fire(ServerSettings settings) {
        JobFlowScheduler firing = JobFlowScheduler.builder()
                .store(store)
                .dispatcher(new HttpDispatcher(
                        settings.dispatch(), telemetry::traceparent, time, callbacks(settings, store)))
                .instances(new StaticInstances(settings.services()))
                .settings(settings.engine())
                .history(settings.history())
                .stopGrace(settings.stopGrace())
                .time(time)
                .mayAct(this::mayAct)
                .listener(telemetry.listener())
                .start();
        firing.failure().thenAccept(failure::complete);
        scheduler = firing;
    }

    private boolean mayAct() {
        ActiveLease held = lease;
        return held == null || held.isHeld();
    }

    private static @Nullable CallbackAddresses callbacks(ServerSettings settings, JobStore store) {
        String publicUrl = settings.http().publicUrl();
        return publicUrl == null ? null : new CallbackAddresses(publicUrl, new CallbackSecrets(store.callbackKey()));
    }

    private CompletableFuture<Reply> submit(Command command) {
        JobFlowScheduler firing = scheduler;
        return firing == null
                ? CompletableFuture.failedFuture(standby()
                        .<RejectedExecutionException>map(StandbyException::new)
                        .orElseGet(() -> new RejectedExecutionException("the scheduler is starting")))
                : firing.commands().submit(command);
    }

    /** Who is active in this one's stead, in one sentence; empty when nobody is known to be. */
    private Optional<String> standby() {
        ActiveLease held = lease;
        String node = held == null ? null : held.activeNode();
        return node == null ? Optional.empty() : Optional.of("This process stands by; the active one is " + node + ".");
    }

    private Optional<String> obstacle() {
        JobFlowScheduler firing = scheduler;
        if (firing == null) {
            return Optional.of(standby().orElse("The scheduler is starting."));
        }
        return firing.isReady()
                ? Optional.empty()
                : Optional.of("The scheduler fires nothing: it is stopping, or its database takes no writes.");
    }
}
