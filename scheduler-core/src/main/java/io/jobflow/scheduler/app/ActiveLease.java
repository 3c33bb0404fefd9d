package io.jobflow.scheduler.app;

import io.jobflow.scheduler.store.StoreException;
import io.jobflow.scheduler.store.jdbc.NodeLease;
import io.jobflow.scheduler.time.TimeSource;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that of all processes on one server database one is active and the others stand by. Who has the lease is
 * active and renews it; who has not asks for it again and again. The active one stops by its own monotonic clock, before
 * anybody else can have the lease, when it could not renew in time.
 */
final class ActiveLease implements AutoCloseable {

    /** How long a lease holds, by the database's clock. */
    static final Duration LENGTH = Duration.ofSeconds(8);

    private static final Logger LOG = LoggerFactory.getLogger(ActiveLease.class);

    private static final Duration RENEW_EVERY = Duration.ofSeconds(2);
    private static final Duration WATCH_EVERY = Duration.ofMillis(250);

    /** Two seconds less than the lease, for clocks that do not run alike. */
    private static final Duration TRUSTED = Duration.ofSeconds(6);

    private final NodeLease lease;
    private final TimeSource time;
    private final Runnable activate;
    private final Consumer<Throwable> lost;
    private final ScheduledExecutorService threads = threads();
    private volatile boolean active;
    private volatile boolean ended;
    private volatile long renewedAt;
    private volatile @Nullable String activeNode;
    /** Confined to the thread that renews. */
    private boolean answers = true;

    /**
     * Prepares; {@link #start} begins.
     *
     * @param activate called once, on a thread of its own, when this process becomes active
     * @param lost called once when it was active and may be so no longer, or could not become so
     */
    ActiveLease(NodeLease lease, TimeSource time, Runnable activate, Consumer<Throwable> lost) {
        this.lease = lease;
        this.time = time;
        this.activate = activate;
        this.lost = lost;
    }

    void start() {
        threads.scheduleWithFixedDelay(this::renew, 0, RENEW_EVERY.toMillis(), TimeUnit.MILLISECONDS);
        threads.scheduleWithFixedDelay(this::watch, 0, WATCH_EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Who is active, as far as this process knows; null when it is itself, or nobody knows. */
    @Nullable String activeNode() {
        return activeNode;
    }

    /**
     * Whether this process may act, by the monotonic clock alone. A process that stood still finds out by asking this, before
     * the threads that watch have run.
     */
    boolean isHeld() {
        return active && !ended && time.nanos() - renewedAt <= TRUSTED.toNanos();
    }

    private void renew() {
        long asked = time.nanos();
        try {
            boolean holds = lease.take();
            if (holds) {
                renewedAt = asked;
                activeNode = null;
                becomeActive();
            } else if (active) {
                end("another process has taken the lease of the database");
            } else {
                standBy();
            }
            if (!answers) {
                LOG.info("The database answers again");
            }
            answers = true;
        } catch (StoreException e) {
            if (answers) {
                LOG.warn("The database does not say which process is active; asked again every {}", RENEW_EVERY, e);
            }
            answers = false;
        }
    }

    private void becomeActive() {
        if (!active && !ended) {
            active = true;
            LOG.info("This process is active: it holds the lease of the database");
            threads.execute(this::activate);
        }
    }

    private void activate() {
        try {
            activate.run();
        } catch (RuntimeException e) { // whatever keeps it from firing, another process may do better
            ended = true;
            lost.accept(e);
        }
    }

    private void standBy() {
        String holder = lease.holder().orElse(null);
        if (holder != null && !holder.equals(activeNode)) {
            LOG.info(
                    "This process stands by: {} is active. It takes over when that one has not renewed for {}",
                    holder,
                    LENGTH);
        }
        activeNode = holder;
    }

    private void watch() {
        if (active && !ended && !isHeld()) {
            end("it could not renew the lease of the database for " + TRUSTED.toSeconds() + " s");
        }
    }

    private synchronized void end(String why) {
        if (!ended) {
            ended = true;
            LOG.error("This process is active no longer: {}. It stops; start it again, and it will stand by", why);
            lost.accept(new IllegalStateException("active no longer: " + why));
        }
    }

    /** Gives the lease back, so that another process takes over at once. To be called when nothing fires any more. */
    @Override
    public void close() {
        threads.shutdownNow();
        try {
            if (threads.awaitTermination(RENEW_EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
                lease.release();
                lease.close();
            }
        } catch (StoreException e) {
            LOG.debug("The lease was not given back; it runs out by itself", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static ScheduledExecutorService threads() {
        AtomicInteger number = new AtomicInteger();
        return Executors.newScheduledThreadPool(3, work -> {
            Thread thread = new Thread(work, "jobflow-lease-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }
}
