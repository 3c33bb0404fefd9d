package io.jobflow.agent.start;

import io.jobflow.agent.settings.AgentSettings;
import io.jobflow.agent.settings.JulSetting;
import io.jobflow.agent.weave.Targets;
import io.jobflow.bridge.Trouble;
import java.lang.instrument.Instrumentation;
import java.sql.Connection;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Says when the classes are woven that matter in runs only: those that calls go out through, and those of
 * {@code java.util.logging}. As long as no run is near, such a class is only remembered: a program that serves no jobs pays
 * nothing for its HTTP client. Later ones are woven as they are loaded. Safe for use by any thread.
 */
final class RunOnlyWeaving {

    private final Instrumentation instrumentation;
    private final Trouble trouble;
    private final Set<String> targets;
    private final boolean drivers;
    /** Internal names of classes that were loaded too early, and are not woven yet. */
    private final Set<String> missed = ConcurrentHashMap.newKeySet();

    private volatile boolean begun;

    RunOnlyWeaving(Instrumentation instrumentation, AgentSettings settings, Trouble trouble) {
        this.instrumentation = instrumentation;
        this.trouble = trouble;
        this.targets = targets(settings);
        this.drivers = settings.jdbc();
    }

    private static Set<String> targets(AgentSettings settings) {
        Set<String> targets = new HashSet<>();
        if (settings.outgoing()) {
            targets.addAll(Targets.clients());
        }
        if (settings.jul() == JulSetting.APPEND || settings.exportsLines()) {
            targets.addAll(Targets.records());
        }
        return targets;
    }

    /** Whether the class is, or may be, one of them. */
    boolean isTarget(String name) {
        return targets.contains(name) || (drivers && Targets.mayBeDriver(name));
    }

    /** Whether a target is to be woven now; if not, it will be later. */
    boolean isDue(String name) {
        if (begun) {
            return true;
        }
        missed.add(name);
        return begun;
    }

    /** Weaves what was loaded too early; from now on all is due. To be called twice, the second time for stragglers. */
    synchronized void weave() {
        begun = true;
        if (missed.isEmpty()) {
            return;
        }
        // Several loaders may have a class of the same name.
        Set<String> names = new HashSet<>(missed);
        missed.removeAll(names);
        for (Class<?> loaded : instrumentation.getAllLoadedClasses()) {
            String name = loaded.getName().replace('.', '/');
            if (names.contains(name) && isWanted(name, loaded)) {
                weave(loaded);
            }
        }
    }

    private boolean isWanted(String name, Class<?> loaded) {
        try {
            return targets.contains(name) || Targets.isDriver(name) || (!loaded.isInterface() && isDriver(loaded));
        } catch (LinkageError noSqlHere) {
            return false;
        }
    }

    private static boolean isDriver(Class<?> loaded) {
        return Statement.class.isAssignableFrom(loaded) || Connection.class.isAssignableFrom(loaded);
    }

    private void weave(Class<?> loaded) {
        try {
            Retransformation.of(instrumentation, loaded);
        } catch (Throwable failed) {
            trouble.report("not woven: " + loaded.getName(), failed);
        }
    }

    /** Whether the loader's classes are our own. */
    boolean isOurs(@Nullable ClassLoader loader) {
        return loader != null && loader == RunOnlyWeaving.class.getClassLoader();
    }
}
