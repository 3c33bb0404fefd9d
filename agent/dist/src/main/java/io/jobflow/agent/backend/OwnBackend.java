package io.jobflow.agent.backend;

import io.jobflow.bridge.JobResult;
import io.jobflow.bridge.Trouble;
import io.jobflow.bridge.attempt.AttemptTelemetry;
import io.jobflow.bridge.attempt.JobInvocation;
import io.jobflow.bridge.attempt.MdcAccess;
import io.jobflow.bridge.attempt.MdcKeys;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.context.Context;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The agent's own OpenTelemetry SDK. It takes a good part of a second to start, so that happens on a daemon thread while
 * the application is still starting itself. If it cannot start, runs still get their ids and log entries.
 */
public final class OwnBackend implements Backend {

    private static final long START_LIMIT_SECONDS = 10;

    private final Trouble trouble;
    private final MdcKeys keys;
    private final OwnSdk sdk;
    private final FutureTask<OpenTelemetry> start;
    private final AtomicBoolean prepared = new AtomicBoolean();
    private final AtomicBoolean waited = new AtomicBoolean();
    /** Made when it is first needed, because it brings OpenTelemetry. */
    private volatile @Nullable AttemptTelemetry unrecorded;

    public OwnBackend(OwnSdk sdk, MdcKeys keys, Trouble trouble) {
        this.sdk = sdk;
        this.trouble = trouble;
        this.keys = keys;
        this.start = new FutureTask<>(() -> rehearsed(sdk.get()));
    }

    /** Loads what the first run needs, by a run that is recorded nowhere. */
    private static OpenTelemetry rehearsed(OpenTelemetry sdk) {
        JobInvocation nothing = JobInvocation.read(new RehearsalHeaders());
        if (nothing != null) {
            AttemptTelemetry.builder(OpenTelemetry.noop())
                    .build()
                    .start(nothing, Context.root(), MdcAccess.NONE)
                    .end(JobResult.SUCCESS, null, null);
        }
        return sdk;
    }

    @Override
    public void prepare() {
        if (prepared.compareAndSet(false, true)) {
            Thread starter = new Thread(start, "jobflow-agent-start");
            starter.setDaemon(true);
            // The SDK's threads inherit this, and must not hold a loader of the application.
            starter.setContextClassLoader(null);
            starter.start();
        }
    }

    @Override
    public AttemptTelemetry telemetry() {
        OpenTelemetry started = openTelemetry();
        return started == null ? unrecorded() : recording(started, true);
    }

    /**
     * What records attempts there, with the keys and the trouble of ours.
     *
     * @param ours whether the calls that go out of attempts get spans of ours, and their log lines are exported by us
     */
    AttemptTelemetry recording(OpenTelemetry openTelemetry, boolean ours) {
        return AttemptTelemetry.builder(openTelemetry)
                .mdcKeys(keys)
                .trouble(trouble)
                .callSpans(ours)
                .logLines(ours)
                .build();
    }

    /** Whether metrics leave the process; to be asked once it is started. */
    boolean exportsMetrics() {
        return sdk.exportsMetrics();
    }

    /** For attempts that nobody records: they have their ids and log entries. */
    AttemptTelemetry unrecorded() {
        AttemptTelemetry made = unrecorded;
        if (made == null) {
            made = AttemptTelemetry.builder(OpenTelemetry.noop())
                    .mdcKeys(keys)
                    .trouble(trouble)
                    .build();
            unrecorded = made;
        }
        return made;
    }

    /**
     * Null as long as it is starting; the first caller waits for that, a bounded time. One that does nothing if it cannot be
     * started.
     */
    @Nullable OpenTelemetry openTelemetry() {
        prepare();
        if (!waited.compareAndSet(false, true) && !start.isDone()) {
            return null;
        }
        try {
            return start.get(START_LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            trouble.report("telemetry not started yet, interrupted", stopped);
            return null;
        } catch (TimeoutException slow) {
            trouble.report("telemetry not started yet, runs are logged but not exported until it is", slow);
            return null;
        } catch (ExecutionException | RuntimeException failed) {
            trouble.report("telemetry not started, runs are logged but not exported", failed);
            return OpenTelemetry.noop();
        }
    }
}
