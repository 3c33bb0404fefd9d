package io.jobflow.agent.sites;

import java.util.Collection;
import java.util.Collections;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** One site: what is woven for it, and how it does. Safe for use by any thread. */
public final class SiteState {

    private final String name;
    private final Breaker breaker;
    private final AtomicLong suppressed = new AtomicLong();
    private final Set<String> calls = ConcurrentHashMap.newKeySet();
    private final WovenClasses woven = new WovenClasses();
    private volatile @Nullable String offBecause;

    SiteState(String name, int failureLimit) {
        this.name = name;
        this.breaker = new Breaker(failureLimit);
    }

    void woven(@Nullable ClassLoader loader, String className, Collection<String> doorCalls) {
        woven.add(loader, className);
        calls.addAll(doorCalls);
    }

    /** True if that was one failure too many, and the site was on. */
    boolean failed(Throwable error, long nowNanos) {
        suppressed.incrementAndGet();
        return breaker.failed(error, nowNanos) && isOn();
    }

    /** False if it was off already. */
    synchronized boolean switchOff(String because) {
        if (offBecause != null) {
            return false;
        }
        offBecause = because;
        return true;
    }

    synchronized void switchOn() {
        offBecause = null;
        breaker.reset();
    }

    public String name() {
        return name;
    }

    public boolean isOn() {
        return offBecause == null;
    }

    /** Null while it is on. */
    public @Nullable String offBecause() {
        return offBecause;
    }

    /** How many of its failures the application did not notice. */
    public long suppressed() {
        return suppressed.get();
    }

    boolean makes(String doorCall) {
        return calls.contains(doorCall);
    }

    /** Whether requests come in here: those that a server hands on, or that a connection reads. */
    public boolean seesRequests() {
        return makes("enter") || makes("requestRead");
    }

    public WovenClasses woven() {
        return woven;
    }

    /** What its advice calls; for people. */
    public Set<String> calls() {
        return Collections.unmodifiableSet(calls);
    }
}
