package io.jobflow.agent.start;

import io.jobflow.agent.backend.ApplicationTelemetry;
import io.jobflow.agent.backend.Arbiter;
import io.jobflow.agent.backend.BackendChoice;
import io.jobflow.agent.backend.MetricsChoice;
import io.jobflow.agent.backend.OtherEmitters;
import io.jobflow.agent.backend.OwnBackend;
import io.jobflow.agent.backend.OwnSdk;
import io.jobflow.agent.backend.foreign.SharedStorage;
import io.jobflow.agent.backend.metrics.PrometheusPort;
import io.jobflow.agent.control.AgentControl;
import io.jobflow.agent.control.HandlerQuestion;
import io.jobflow.agent.control.Report;
import io.jobflow.agent.control.RunNumbers;
import io.jobflow.agent.figures.AgentFigures;
import io.jobflow.agent.logs.LogCheck;
import io.jobflow.agent.logs.LogContexts;
import io.jobflow.agent.logs.LogFacades;
import io.jobflow.agent.run.AgentDoor;
import io.jobflow.agent.run.Runs;
import io.jobflow.agent.settings.AgentSettings;
import io.jobflow.agent.sites.Sites;
import io.jobflow.agent.trouble.AgentTrouble;
import io.jobflow.bridge.attempt.MdcKeys;
import io.jobflow.bridge.setup.LogQueue;
import java.lang.instrument.Instrumentation;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Puts the agent's parts together, as late as each can wait. Safe for use by any thread. */
final class Wiring implements AgentDoor.RunsMaker, LazyTransformer.Listener, Report.BackendWords {

    private final AgentSettings settings;
    private final AgentTrouble trouble;
    private final Sites sites;
    private final LogContexts logContexts;
    private final LogFacades logFacades = new LogFacades();
    private final LogCheck logCheck;
    private final PoolWeaving poolWeaving;
    private final RunOnlyWeaving runOnlyWeaving;
    private final LateWeaving lateWeaving;
    private final ApplicationTelemetry applicationTelemetry = new ApplicationTelemetry();
    /** Guarded by this. */
    private @Nullable BackendChoice backend;
    /** Made with the backend. */
    private volatile @Nullable OwnSdk ownSdk;
    /** Set once at start. */
    private volatile @Nullable RunNumbers runNumbers;

    Wiring(
            AgentSettings settings,
            AgentTrouble trouble,
            Sites sites,
            PoolWeaving poolWeaving,
            RunOnlyWeaving runOnlyWeaving) {
        this.settings = settings;
        this.trouble = trouble;
        this.sites = sites;
        this.poolWeaving = poolWeaving;
        this.runOnlyWeaving = runOnlyWeaving;
        this.logContexts = new LogContexts(trouble);
        this.logCheck = new LogCheck(logFacades, logContexts, trouble);
        this.lateWeaving = new LateWeaving(trouble, poolWeaving, runOnlyWeaving);
    }

    /** Ties the switch and the report to the door. */
    void switchedBy(Reweaving reweaving, Instrumentation instrumentation, AgentDoor door) {
        RunNumbers numbers = new RunNumbers(door);
        runNumbers = numbers;
        HandlerQuestion handlers = new HandlerQuestion(instrumentation, sites, trouble, numbers);
        Report report = new Report(sites, trouble, numbers, this, handlers);
        sites.listener(reweaving);
        door.control(new AgentControl(settings.remoteSwitch(), reweaving, report));
    }

    @Override
    public String describe() {
        return backend().describe() + "\nown telemetry: " + ownSdk + "\nlogs: " + logCheck.describe();
    }

    LogContexts logContexts() {
        return logContexts;
    }

    LogFacades logFacades() {
        return logFacades;
    }

    ApplicationTelemetry applicationTelemetry() {
        return applicationTelemetry;
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
        runOnlyWeaving.weave();
        return new Runs(backend(), logContexts, trouble, openRuns, handedOver)
                .maxCallSpans(settings.callSpans())
                .logCheck(logCheck)
                .exportLines(this::logQueue);
    }

    private @Nullable LogQueue logQueue() {
        OwnSdk sdk = ownSdk;
        return sdk == null ? null : sdk.logQueue();
    }

    private synchronized BackendChoice backend() {
        BackendChoice choice = backend;
        if (choice == null) {
            choice = makeBackend();
            backend = choice;
        }
        return choice;
    }

    private AgentFigures figures() {
        AgentFigures figures = new AgentFigures();
        SelfFigures.addTo(figures, trouble, sites);
        RunNumbers numbers = runNumbers;
        if (numbers != null) {
            SelfFigures.addTo(figures, numbers);
        }
        return figures;
    }

    private BackendChoice makeBackend() {
        SharedStorage storage = new SharedStorage(trouble);
        storage.install();
        OwnSdk sdk = new OwnSdk(settings.openTelemetry(), settings.exportsLines(), trouble, figures());
        ownSdk = sdk;
        OwnBackend own = new OwnBackend(sdk, mdcKeys(), trouble);
        OtherEmitters others = new OtherEmitters(applicationTelemetry.sdks(), trouble);
        MetricsChoice metrics = new MetricsChoice(applicationTelemetry.registries(), prometheusPort(), trouble);
        return new BackendChoice(new Arbiter(settings.backend(), own, others, metrics, storage, trouble));
    }

    private @Nullable PrometheusPort prometheusPort() {
        return settings.prometheus().port() == 0
                ? null
                : new PrometheusPort(
                        settings.prometheus().host(), settings.prometheus().port(), trouble);
    }

    private MdcKeys mdcKeys() {
        MdcKeys keys = MdcKeys.defaults();
        for (String entry : settings.logKeys().entries()) {
            keys = keys.with(entry, settings.logKeys().keyByEntry().get(entry));
        }
        return keys;
    }
}
