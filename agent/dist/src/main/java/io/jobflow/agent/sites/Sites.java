package io.jobflow.agent.sites;

import io.jobflow.agent.weave.SiteSelection;
import io.jobflow.agent.weave.Targets;
import io.jobflow.bridge.Trouble;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * All sites, and the switch of each. A site is one weaving target, since its advice belongs together: with a part of it
 * away, runs would begin that never end. A site that fails too often, or costs too much for too long, is switched off
 * here, and whoever listens restores its classes. Safe for use by any thread; nothing here throws.
 */
public final class Sites implements SiteSelection {

    private static final int MAX_SITES = 100;

    private final SiteLimits limits;
    private final Trouble trouble;
    private final ConcurrentMap<String, SiteState> states = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, CallCost> costs = new ConcurrentHashMap<>();
    private volatile @Nullable Listener listener;
    private volatile @Nullable String allOffBecause;

    /** @param trouble is told once of each site that is switched off */
    public Sites(SiteLimits limits, Trouble trouble) {
        this.limits = limits;
        this.trouble = trouble;
    }

    /** Set once at start. */
    public void listener(Listener restores) {
        listener = restores;
    }

    @Override
    public boolean isOn(String site) {
        if (allOffBecause != null) {
            return false;
        }
        SiteState state = states.get(site);
        return state == null || state.isOn();
    }

    @Override
    public void woven(String site, @Nullable ClassLoader loader, String className, Set<String> calls) {
        state(site).woven(loader, className, calls);
    }

    /** Advice failed, and the application did not notice. The name may say which advice, after a slash. */
    public void failedIn(String siteAndAdvice, Throwable error) {
        int slash = siteAndAdvice.indexOf('/');
        failed(state(slash < 0 ? siteAndAdvice : siteAndAdvice.substring(0, slash)), error);
    }

    /**
     * A call of the door failed.
     *
     * @param site null if the call does not say: then it is charged to all sites that make it
     */
    public void failedCall(String call, @Nullable String site, Throwable error) {
        for (SiteState state : charged(call, site)) {
            failed(state, error);
        }
    }

    private void failed(SiteState state, Throwable error) {
        if (state.failed(error, System.nanoTime())) {
            off(
                    state,
                    limits.failures() + " failures within a minute, the last one "
                            + error.getClass().getName());
        }
    }

    /** The cost of a method of the door. */
    CallCost cost(String call) {
        CallCost cost = costs.get(call);
        return cost != null ? cost : costs.computeIfAbsent(call, name -> new CallCost(name, limits.costNanos()));
    }

    /** Whether this call is to be timed, and {@link #took} be told. */
    public boolean isTimed(String call) {
        return cost(call).isTimed();
    }

    /** @param site null if the call does not say */
    public void took(String call, @Nullable String site, long nanos) {
        if (cost(call).took(nanos)) {
            for (SiteState state : charged(call, site)) {
                off(
                        state,
                        CallCost.SLOW_IN_A_ROW + " calls in a row took longer than " + limits.costNanos() / 1000
                                + " µs");
            }
        }
    }

    private Collection<SiteState> charged(String call, @Nullable String site) {
        List<SiteState> charged = new ArrayList<>(1);
        if (site != null) {
            charged.add(state(site));
            return charged;
        }
        for (SiteState state : states.values()) {
            if (state.makes(call)) {
                charged.add(state);
            }
        }
        return charged;
    }

    private void off(SiteState state, String because) {
        if (state.switchOff(because)) {
            trouble.report("site " + state.name() + " is switched off and its classes are restored: " + because, null);
            Listener restores = listener;
            if (restores != null) {
                restores.siteIsOff(state);
            }
        }
    }

    /** Switches all of them off; the caller restores the classes. Null switches on those too that had been off alone. */
    public void allOff(@Nullable String because) {
        allOffBecause = because;
        if (because == null) {
            for (SiteState state : states.values()) {
                state.switchOn();
            }
        }
    }

    /** Null while the sites are not all off. */
    public @Nullable String allOffBecause() {
        return allOffBecause;
    }

    /** Names come from woven code, but anybody can call the door. */
    private SiteState state(String site) {
        SiteState known = states.get(site);
        if (known != null) {
            return known;
        }
        String within = states.size() < MAX_SITES ? site : "other";
        return states.computeIfAbsent(within, name -> new SiteState(name, limits.failures()));
    }

    public List<SiteState> all() {
        List<SiteState> all = new ArrayList<>(states.values());
        all.sort((one, other) -> one.name().compareTo(other.name()));
        return all;
    }

    public List<CallCost> costs() {
        List<CallCost> all = new ArrayList<>(costs.values());
        all.sort((one, other) -> one.call().compareTo(other.call()));
        return all;
    }

    /** Whether a method is one that brings a run to its thread, and is woven. The class is named with dots. */
    public boolean isEntry(String className, String method) {
        for (SiteState state : states.values()) {
            if (state.woven().contains(className)
                    && (state.makes("handlerEnter") || Targets.isEntry(className, method))) {
                return true;
            }
        }
        return false;
    }

    /** Whether the class, named with dots, was woven for any site. */
    public boolean isWoven(String className) {
        for (SiteState state : states.values()) {
            if (state.woven().contains(className)) {
                return true;
            }
        }
        return false;
    }

    /** Restores classes. */
    public interface Listener {
        /** Called on the application's thread that the site failed on; must return at once. */
        void siteIsOff(SiteState site);
    }
}
