package io.jobflow.agent.logs;

import io.jobflow.agent.trouble.AgentTrouble;
import io.jobflow.bridge.attempt.MdcEntries;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Whether the entries of a run really arrive, asked once of each logging library when the first run begins after it was
 * loaded: first whether an event gets them although the MDC is not filled, as on a thread that work was handed to; then,
 * with the MDC filled, whether the application reads them. If the one fails, the MDC of every thread that carries a run is
 * filled from then on; if the other does, the MDC is filled through what the application itself reads. Safe for use by any
 * thread; nothing here throws.
 */
public final class LogCheck {

    private static final String NOT_CHECKED = "logging library not checked";
    private static final int MOST_LINES = 20;

    private final LogFacades facades;
    private final LogContexts contexts;
    private final AgentTrouble trouble;
    /** What the usual way reaches, each with its version. */
    private final Set<String> works = ConcurrentHashMap.newKeySet();
    /** Whether threads inherit an MDC, by what keeps it and its version. */
    private final Map<String, Boolean> inherited = new ConcurrentHashMap<>();
    /** What came of it, a line for each library. Guarded by this. */
    private final Set<String> verdicts = new LinkedHashSet<>();

    public LogCheck(LogFacades facades, LogContexts contexts, AgentTrouble trouble) {
        this.facades = facades;
        this.contexts = contexts;
        this.trouble = trouble;
    }

    /** Whether a library was loaded that was not asked yet. */
    public boolean isDue() {
        return facades.isDue();
    }

    /**
     * The first question, asked on a thread whose run came with work that was handed over.
     *
     * @param entries the run's
     * @return for the second one
     */
    public Questions begin(MdcEntries entries) {
        return begin(facades.take(), entries);
    }

    Questions begin(List<LogView> views, MdcEntries entries) {
        List<LogProbe> probes = new ArrayList<>();
        try {
            for (LogView view : views) {
                if (!isKnownToWork(view)) {
                    probes.add(new LogProbe(view, entries));
                }
            }
        } catch (Throwable failed) {
            trouble.report(NOT_CHECKED, failed);
        }
        return new Questions(probes);
    }

    /** Another copy of the same version did: web applications come and go, each with its own. */
    private boolean isKnownToWork(LogView view) {
        try {
            return works.contains(kind(view));
        } catch (ReflectiveOperationException | LinkageError | RuntimeException unknown) {
            return false;
        }
    }

    /** Where what is found of one copy holds for another, the same for both; else empty. */
    private static String kind(LogView view) throws ReflectiveOperationException {
        return view.isAlikeInEveryCopy() ? versioned(view.behind()) : "";
    }

    /** Empty if it does not say its version. */
    private static String versioned(@Nullable Class<?> type) {
        Package of = type == null ? null : type.getPackage();
        String version = of == null ? null : of.getImplementationVersion();
        return type == null || version == null ? "" : type.getName() + ' ' + version;
    }

    private static String name(@Nullable Class<?> type) {
        return type == null ? "nothing" : type.getName();
    }

    private void verdict(LogView view, String behind, boolean aloud, String what) {
        String line = view.facade().getName() + " (" + behind + "): " + what;
        if (isNew(line) && aloud) {
            trouble.say(line);
        }
    }

    private synchronized boolean isNew(String line) {
        return verdicts.size() < MOST_LINES && verdicts.add(line);
    }

    /** What was found, for people: a line for each library. */
    public synchronized String describe() {
        return verdicts.isEmpty() ? "no library was asked yet" : String.join("\n  ", verdicts);
    }

    /** The answer takes a thread. */
    private boolean isInherited(LogProbe probe) throws ReflectiveOperationException {
        String kind = kind(probe.view());
        Boolean known = inherited.get(kind);
        if (known != null) {
            return known;
        }
        boolean is = probe.isInherited();
        if (!kind.isEmpty() && inherited.size() < MOST_LINES) {
            inherited.put(kind, is);
        }
        return is;
    }

    /** Two questions to the same libraries. Confined to one thread. */
    public final class Questions {
        private final List<LogProbe> probes;

        private Questions(List<LogProbe> probes) {
            this.probes = probes;
        }

        /** The second question, asked on the same thread once its MDC is filled. */
        public void end(LogEntries filled) {
            for (LogProbe probe : probes) {
                try {
                    ask(probe, filled);
                } catch (Throwable failed) {
                    trouble.report(NOT_CHECKED, failed);
                }
            }
        }

        private void ask(LogProbe probe, LogEntries filled) throws ReflectiveOperationException {
            LogView view = probe.view();
            String behind = name(view.behind());
            if (!view.isOfItsOwn()) {
                verdict(view, behind, false, "keeps no entries of its own");
            } else if (!probe.isPossible()) {
                verdict(view, behind, false, "was not asked, because it has values of its own under every key");
            } else {
                judge(probe, behind, filled);
            }
        }

        private void judge(LogProbe probe, String behind, LogEntries filled) throws ReflectiveOperationException {
            LogView view = probe.view();
            boolean read = probe.isRead();
            boolean kept = read || isReadBehind(view.facade(), probe, filled);
            boolean inherited = kept && isInherited(probe);
            boolean onEvents = probe.isStamped() && !inherited;
            if (!onEvents && kept) {
                filled.addTo(contexts);
                contexts.putOnEveryThread();
            }
            if (read && onEvents) {
                works(view);
            }
            verdict(view, behind, !(read && onEvents), words(read, kept, inherited, onEvents));
        }

        /** Puts the entries as the application itself would; whoever is filled so from then on is one that keeps them. */
        private boolean isReadBehind(Class<?> facade, LogProbe probe, LogEntries filled)
                throws ReflectiveOperationException {
            filled.putInto(facade);
            boolean kept = probe.isRead();
            if (kept) {
                contexts.add(facade);
            }
            return kept;
        }
    }

    private void works(LogView view) throws ReflectiveOperationException {
        String kind = kind(view);
        if (!kind.isEmpty() && works.size() < MOST_LINES) {
            works.add(kind);
        }
    }

    private static String words(boolean read, boolean kept, boolean inherited, boolean onEvents) {
        String why = inherited ? "threads inherit it" : "its events do not get them";
        String everywhere = kept ? "in the MDC of every thread that carries a run, because " + why : "nowhere";
        String how = kept ? ", and in the MDC through this class" : ", because its MDC keeps nothing";
        return "the entries of a run are put " + (onEvents ? "on every log event" : everywhere) + (read ? "" : how);
    }
}
