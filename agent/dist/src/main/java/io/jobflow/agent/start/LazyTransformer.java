package io.jobflow.agent.start;

import io.jobflow.agent.logs.LogFacades;
import io.jobflow.agent.settings.AgentSettings;
import io.jobflow.agent.sites.Sites;
import io.jobflow.agent.weave.Targets;
import io.jobflow.agent.weave.Weaver;
import io.jobflow.agent.weave.handler.HandlerRules;
import io.jobflow.agent.weave.plugin.Door;
import io.jobflow.agent.weave.thread.ThreadFile;
import io.jobflow.bridge.Trouble;
import java.io.IOException;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the name of every class that is loaded, and brings in the weaver, and with it Byte Buddy, at the first one that
 * is a target: on the thread that loads it if requests come through the class, on a daemon thread if only log events do. A class that cannot be woven stays as it is. Safe for use by any thread.
 */
final class LazyTransformer implements ClassFileTransformer {

    private static final String THREADS = "thread";

    private final Set<String> servers = Targets.servers();
    private final Set<String> companions = Targets.companions();
    private final Set<String> logs;
    private final Set<String> telemetry = Targets.telemetry();
    private final Set<String> pools = Targets.pools();
    private final Set<String> heralds = Targets.heralds();
    private final HandlerRules handlers;
    private final boolean exportsLines;
    private final String threads = Targets.threads();
    private final LateWeaving late;
    private final RunOnlyWeaving runOnly;
    private final LogFacades facades;
    private final Instrumentation instrumentation;
    private final Sites sites;
    private final Listener listener;
    private final Trouble trouble;
    /** Guarded by this for making. */
    private volatile @Nullable Weaver weaver;

    LazyTransformer(
            Instrumentation instrumentation,
            Sites sites,
            AgentSettings settings,
            LateWeaving late,
            RunOnlyWeaving runOnly,
            LogFacades facades,
            Listener listener,
            Trouble trouble) {
        this.handlers = settings.handlers();
        this.exportsLines = settings.exportsLines();
        this.logs = new HashSet<>(Targets.logs());
        if (exportsLines) {
            logs.addAll(Targets.exportedLogs());
        }
        this.instrumentation = instrumentation;
        this.sites = sites;
        this.late = late;
        this.runOnly = runOnly;
        this.facades = facades;
        this.listener = listener;
        this.trouble = trouble;
    }

    /** For targets that were loaded before this was installed. */
    void retransformLoaded() {
        try {
            Retransformation.of(instrumentation, Thread.class);
        } catch (Throwable failed) {
            trouble.report("not woven: " + Thread.class.getName(), failed);
        }
        for (Class<?> loaded : instrumentation.getAllLoadedClasses()) {
            String name = loaded.getName().replace('.', '/');
            if (runOnly.isTarget(name)) {
                runOnly.isDue(name);
            }
            if (facades.isOne(name)) {
                facades.loaded(loaded.getClassLoader(), name);
            }
            if (isTarget(name) || isLoadedHandler(loaded)) {
                try {
                    Retransformation.of(instrumentation, loaded);
                } catch (Throwable failed) {
                    trouble.report("not woven: " + loaded.getName(), failed);
                }
            }
        }
    }

    @Override
    public byte @Nullable [] transform(
            @Nullable ClassLoader loader,
            @Nullable String name,
            @Nullable Class<?> redefined,
            @Nullable ProtectionDomain domain,
            byte[] classFile) {
        if (name == null) {
            return null;
        }
        try {
            if (redefined == null && facades.isOne(name)) {
                facades.loaded(loader, name);
                return null;
            }
            if (heralds.contains(name)) {
                listener.serverIsLoaded();
                late.serverComes(instrumentation, this);
            }
            if (name.equals(threads)) {
                return weaveThreads(classFile);
            }
            if (pools.contains(name)) {
                // Woven when PoolWeaving asks for it, not when the JVM happens to load it.
                return redefined == null ? null : weaver().weave(loader, name, classFile, sites);
            }
            if (isHandler(loader, name, classFile)) {
                listener.serverIsLoaded();
                return weaver().weave(loader, name, classFile, sites);
            }
            if (runOnly.isTarget(name) && !runOnly.isOurs(loader)) {
                boolean due = redefined != null || runOnly.isDue(name);
                return due ? weaver().weave(loader, name, classFile, sites) : null;
            }
            if (!isTarget(name) || (isLater(name, redefined) && late.defer(loader, name, instrumentation, this))) {
                return null;
            }
            if (servers.contains(name)) {
                listener.serverIsLoaded();
            }
            return weaver().weave(loader, name, classFile, sites);
        } catch (Throwable failed) {
            trouble.report("not woven: " + name, failed);
            return null;
        }
    }

    /** Not those of the JDK, nor ours. */
    private boolean isHandler(@Nullable ClassLoader loader, String name, byte[] classFile) {
        return !handlers.isEmpty()
                && loader != null
                && loader != LazyTransformer.class.getClassLoader()
                && handlers.mayHaveHandlers(name, classFile);
    }

    /** Log events are no matter as long as no run is open, so that Byte Buddy need not load on this thread. */
    private boolean isLater(String name, @Nullable Class<?> redefined) {
        return redefined == null && logs.contains(name);
    }

    /** Loads Byte Buddy, unless it is there. */
    void warmUp() {
        weaver();
    }

    /** Of any kind. */
    boolean isAnyTarget(Class<?> loaded) {
        String name = loaded.getName().replace('.', '/');
        return isTarget(name)
                || pools.contains(name)
                || name.equals(threads)
                || runOnly.isTarget(name)
                || isLoadedHandler(loaded);
    }

    /** Whether a class may have handlers that were called before anybody was there to weave them. */
    private boolean isLoadedHandler(Class<?> loaded) {
        ClassLoader loader = loaded.getClassLoader();
        if (handlers.isEmpty() || loader == null || loaded.isArray()) {
            return false;
        }
        String name = loaded.getName().replace('.', '/');
        byte[] classFile =
                handlers.lookIntoClasses() ? LoadedClassFile.of(loader, name) : LoadedClassFile.WITHOUT_CONSTANTS;
        return isHandler(loader, name, classFile);
    }

    private byte @Nullable [] weaveThreads(byte[] classFile) throws IOException {
        if (!sites.isOn(THREADS)) {
            return null;
        }
        byte[] woven = ThreadFile.weave(classFile, Door.DISPATCHER);
        sites.woven(THREADS, null, threads.replace('/', '.'), Collections.<String>emptySet());
        return woven;
    }

    private boolean isTarget(String name) {
        return servers.contains(name) || companions.contains(name) || logs.contains(name) || telemetry.contains(name);
    }

    private Weaver weaver() {
        Weaver ready = weaver;
        return ready == null ? makeWeaver() : ready;
    }

    private synchronized Weaver makeWeaver() {
        Weaver ready = weaver;
        if (ready == null) {
            ready = Weaver.through(Door.DISPATCHER, handlers, exportsLines);
            weaver = ready;
        }
        return ready;
    }

    /** Hears of the classes that requests come through. */
    interface Listener {
        /** Such a class is being loaded, on this thread. Called for each of them; must return quickly. */
        void serverIsLoaded();
    }
}
