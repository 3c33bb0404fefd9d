package io.jobflow.agent.start;

import io.jobflow.agent.run.AgentDoor;
import io.jobflow.agent.settings.AgentSettings;
import io.jobflow.agent.settings.JulSetting;
import io.jobflow.agent.settings.SettingsReader;
import io.jobflow.agent.sites.SiteLimits;
import io.jobflow.agent.sites.Sites;
import io.jobflow.agent.trouble.AgentTrouble;
import io.jobflow.agent.trouble.QuietLogger;
import java.lang.instrument.Instrumentation;
import org.jspecify.annotations.Nullable;

/**
 * The agent's start, inside its own loader. Called once, by the class that the JVM called. Everything on this path is
 * written without lambdas and regular expressions, which would cost hundreds of classes before {@code main}.
 */
public final class Start {

    private static final long NANOS_PER_MICRO = 1000;

    private Start() {}

    /**
     * Opens the door and installs the transformer, or does nothing if the agent is switched off or the JVM runs a tool of
     * the JDK.
     */
    public static void start(@Nullable String arguments, Instrumentation instrumentation) throws Exception {
        AgentTrouble trouble = new AgentTrouble(System.err);
        SettingsReader reader = new SettingsReader()
                .arguments(arguments)
                .properties(System.getProperties())
                .environment(System.getenv());
        AgentSettings settings = reader.read();
        if (!settings.enabled() || JdkTools.isTool(System.getProperties())) {
            return;
        }
        for (String problem : reader.problems()) {
            trouble.say(problem);
        }
        trouble.debug(settings.debug());
        QuietLogger.tell(trouble);
        install(instrumentation, settings, trouble);
    }

    private static void install(Instrumentation instrumentation, AgentSettings settings, AgentTrouble trouble)
            throws Exception {
        Sites sites = new Sites(
                new SiteLimits(settings.breakerFailures(), settings.breakerCostMicros() * NANOS_PER_MICRO), trouble);
        RunOnlyWeaving runOnly = new RunOnlyWeaving(instrumentation, settings, trouble);
        Wiring wiring = new Wiring(settings, trouble, sites, new PoolWeaving(instrumentation, trouble), runOnly);
        AgentDoor door = new AgentDoor(trouble, sites, wiring.logContexts(), wiring.applicationTelemetry(), wiring);
        door.recordTexts(settings.jul() == JulSetting.APPEND);
        if (DispatcherInstall.install(
                instrumentation, door, door.openRuns(), door.handedOver(), door.loggedRecords())) {
            LazyTransformer transformer = new LazyTransformer(
                    instrumentation,
                    sites,
                    settings,
                    wiring.lateWeaving(),
                    runOnly,
                    wiring.logFacades(),
                    wiring,
                    trouble);
            wiring.switchedBy(new Reweaving(instrumentation, sites, door, transformer, trouble), instrumentation, door);
            instrumentation.addTransformer(transformer, true);
            transformer.retransformLoaded();
        }
    }
}
