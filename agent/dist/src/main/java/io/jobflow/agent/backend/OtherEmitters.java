package io.jobflow.agent.backend;

import io.jobflow.agent.backend.foreign.Foreign;
import io.jobflow.bridge.Trouble;
import org.jspecify.annotations.Nullable;

/**
 * Looks for somebody who emits telemetry in this JVM already: OpenTelemetry's agent, then an SDK that the application has
 * set up as the global one, then one that it made and kept to itself. Only asks; sets nothing up. Safe for use by any
 * thread.
 */
public final class OtherEmitters {

    private static final String[] API = {"io", "opentelemetry"};
    private static final String AGENT = "javaagent";
    private static final String GLOBAL = "api.GlobalOpenTelemetry";

    private final MadeObjects sdks;
    private final Trouble trouble;

    /** @param sdks the application's SDKs */
    public OtherEmitters(MadeObjects sdks, Trouble trouble) {
        this.sdks = sdks;
        this.trouble = trouble;
    }

    /** A name that must not look like one of OpenTelemetry's while we are packed, because those are exchanged then. */
    private static String named(String... more) {
        return String.join(".", API) + "." + String.join(".", more);
    }

    /** Whether that agent is in this JVM; it may not have started. Loads next to nothing. */
    boolean agentIsThere() {
        return globalOfAgent() != null;
    }

    private static @Nullable Class<?> globalOfAgent() {
        return find(named(AGENT, "shaded", String.join(".", API), GLOBAL), null);
    }

    /** Null unless that agent has started in this JVM. Its own copy of the API is visible to every loader. */
    @Nullable Foreign agent() {
        Class<?> global = globalOfAgent();
        return global == null ? null : ofGlobal(global);
    }

    /** Null if no SDK is visible from this loader. */
    @Nullable Foreign ofApplication(ClassLoader loader) {
        Class<?> global = find(named(GLOBAL), loader);
        Foreign settled = global == null ? null : ofGlobal(global);
        if (settled != null) {
            return settled;
        }
        Object made = sdks.visibleTo(loader);
        return made == null ? null : of(made);
    }

    private @Nullable Foreign ofGlobal(Class<?> global) {
        try {
            Object found = Globals.read(global);
            return found == null ? null : of(found);
        } catch (Throwable failed) {
            trouble.report("global OpenTelemetry not read", failed);
            return null;
        }
    }

    private @Nullable Foreign of(Object openTelemetry) {
        try {
            return Foreign.of(openTelemetry);
        } catch (Throwable failed) {
            trouble.report("an OpenTelemetry that the agent cannot use", failed);
            return null;
        }
    }

    private static @Nullable Class<?> find(String name, @Nullable ClassLoader loader) {
        try {
            return Class.forName(name, false, loader);
        } catch (Throwable notThere) {
            return null;
        }
    }
}
