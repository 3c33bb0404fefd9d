package io.jobflow.agent.start;

import io.jobflow.agent.backend.BackendChoice;
import io.jobflow.agent.backend.OwnBackend;
import io.jobflow.agent.backend.OwnSdk;
import io.jobflow.agent.logs.LogContexts;
import io.jobflow.agent.run.AgentDoor;
import io.jobflow.agent.run.Runs;
import io.jobflow.agent.settings.AgentSettings;
import io.jobflow.agent.trouble.AgentTrouble;
import io.jobflow.bridge.attempt.MdcKeys;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Puts the agent's parts together, as late as each can wait. Safe for use by any thread. */
final class Wiring implements AgentDoor.RunsMaker, LazyTransformer.Listener {

    private final AgentSettings settings;
    private final AgentTrouble trouble;
    private final LogContexts logContexts;
    private final PoolWeaving poolWeaving;
    private final ClientWeaving clientWeaving;
    private final LateWeaving lateWeaving;
    /** Guarded by this. */
    private @Nullable BackendChoice backend;

    Wiring(AgentSettings settings, AgentTrouble trouble, PoolWeaving poolWeaving, ClientWeaving clientWeaving) {
        this.settings = settings;
        this.trouble = trouble;
        this.poolWeaving = poolWeaving;
        this.clientWeaving = clientWeaving;
        this.logContexts = new LogContexts(trouble);
        this.lateWeaving = new LateWeaving(trouble, poolWeaving, clientWeaving);
    }

    LogContexts logContexts() {
        return logContexts;
    }

    LateWeaving lateWeaving() {
        return lateWeaving;
    }

    @Override
    public void serverIsLoaded() {
        backend().attemptsAreLikely();
    }

    @Override
    public Runs make(AtomicInteger openRuns, AtomicInteger handedOver) {
        lateWeaving.await();
        poolWeaving.weave();
        clientWeaving.weave();
        return new Runs(backend(), logContexts, settings.logKeys().keyByEntry().values(), openRuns, handedOver)
                .maxCallSpans(settings.callSpans());
    }

    private synchronized BackendChoice backend() {
        BackendChoice choice = backend;
        if (choice == null) {
            choice = new BackendChoice(
                    new OwnBackend(new OwnSdk(settings.openTelemetry(), trouble), mdcKeys(), trouble));
            backend = choice;
        }
        return choice;
    }

    private MdcKeys mdcKeys() {
        MdcKeys keys = MdcKeys.defaults();
        for (String entry : settings.logKeys().entries()) {
            keys = keys.with(entry, settings.logKeys().keyByEntry().get(entry));
        }
        return keys;
    }
}
