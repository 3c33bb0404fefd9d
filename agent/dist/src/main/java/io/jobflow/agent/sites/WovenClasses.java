package io.jobflow.agent.sites;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The classes that a site was woven into. Their loaders are held weakly. Safe for use by any thread. */
public final class WovenClasses {

    private static final String BOOT = "the boot loader";

    // guarded by this
    private final Map<String, List<@Nullable WeakReference<ClassLoader>>> loadersByName = new LinkedHashMap<>();

    synchronized void add(@Nullable ClassLoader loader, String className) {
        List<@Nullable WeakReference<ClassLoader>> loaders =
                loadersByName.computeIfAbsent(className, name -> new ArrayList<>(1));
        forgetTheDead(loaders);
        for (WeakReference<ClassLoader> known : loaders) {
            if ((known == null ? null : known.get()) == loader) {
                return;
            }
        }
        loaders.add(loader == null ? null : new WeakReference<>(loader));
    }

    private static void forgetTheDead(List<@Nullable WeakReference<ClassLoader>> loaders) {
        for (Iterator<@Nullable WeakReference<ClassLoader>> each = loaders.iterator(); each.hasNext(); ) {
            WeakReference<ClassLoader> known = each.next();
            if (known != null && known.get() == null) {
                each.remove();
            }
        }
    }

    /** By name, with dots. */
    public synchronized boolean contains(String className) {
        return loadersByName.containsKey(className);
    }

    public synchronized int count() {
        int count = 0;
        for (List<@Nullable WeakReference<ClassLoader>> loaders : loadersByName.values()) {
            forgetTheDead(loaders);
            count += loaders.size();
        }
        return count;
    }

    /** Each class with its loader, for people. */
    public synchronized List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (Map.Entry<String, List<@Nullable WeakReference<ClassLoader>>> entry : loadersByName.entrySet()) {
            for (WeakReference<ClassLoader> known : entry.getValue()) {
                ClassLoader loader = known == null ? null : known.get();
                if (known == null || loader != null) {
                    lines.add(entry.getKey() + " in " + (loader == null ? BOOT : nameOf(loader)));
                }
            }
        }
        return Collections.unmodifiableList(lines);
    }

    /** Not its {@code toString}, which is the application's own code. */
    private static String nameOf(ClassLoader loader) {
        return loader.getClass().getName() + "@" + Integer.toHexString(System.identityHashCode(loader));
    }
}
