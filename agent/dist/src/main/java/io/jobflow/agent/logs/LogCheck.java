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

    private static final int MOST_LINES = 20;
    private static final long HEIR_LIMIT_MILLIS = 1_000;

    private final LogFacades facades;
    private final LogContexts contexts;
    private final AgentTrouble trouble;
    /** What the usual way reaches, each with its version. */
    private final Set<String> works = ConcurrentHashMap.newKeySet();
    /** Whether threads inherit an MDC, by what keeps it. */
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
        List<Probe> probes = new ArrayList<>();
        for (LogView view : facades.take()) {
            if (!isKnownToWork(view)) {
                probes.add(new Probe(view, entries));
            }
        }
        return new Questions(probes);
    }

    /** Another copy of the same version did: web applications come and go, each with its own. */
    private boolean isKnownToWork(LogView view) {
        try {
            return works.contains(versioned(view.behind()));
        } catch (ReflectiveOperationException | LinkageError | RuntimeException unknown) {
            return false;
        }
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

    private synchronized void verdict(LogView view, String behind, boolean aloud, String what) {
        String line = view.facade().getName() + " (" + behind + "): " + what;
        if (verdicts.size() < MOST_LINES && verdicts.add(line) && aloud) {
            trouble.say(line);
        }
    }

    /** What was found, for people: a line for each library. */
    public synchronized String describe() {
        return verdicts.isEmpty() ? "no library was asked yet" : String.join("\n  ", verdicts);
    }

    /** The answer takes a thread, and is the same for every copy of a library. */
    private boolean isInherited(Probe probe, String behind) {
        Boolean known = inherited.get(behind);
        if (known != null) {
            return known;
        }
        boolean is = probe.isInherited();
        if (inherited.size() < MOST_LINES) {
            inherited.put(behind, is);
        }
        return is;
    }

    /** Two questions to the same libraries. Confined to one thread. */
    public final class Questions {
        private final List<Probe> probes;

        private Questions(List<Probe> probes) {
            this.probes = probes;
        }

        /** The second question, asked on the same thread once its MDC is filled. */
        public void end(LogEntries filled) {
            for (Probe probe : probes) {
                LogView view = probe.view;
                try {
                    if (view.isOfItsOwn()) {
                        judge(probe, filled);
                    } else {
                        verdict(view, name(view.behind()), false, "keeps no entries of its own");
                    }
                } catch (Throwable failed) {
                    trouble.report("logging library not checked", failed);
                }
            }
        }

        private void judge(Probe probe, LogEntries filled) throws ReflectiveOperationException {
            LogView view = probe.view;
            boolean read = probe.isRead();
            if (!read) {
                contexts.add(view.facade());
                filled.putInto(view.facade());
            }
            boolean kept = read || probe.isRead();
            boolean inherited = kept && isInherited(probe, name(view.behind()));
            boolean onEvents = probe.isStamped && !inherited;
            if (!onEvents && kept) {
                contexts.putOnEveryThread();
            }
            String versioned = versioned(view.behind());
            if (read && onEvents && !versioned.isEmpty() && works.size() < MOST_LINES) {
                works.add(versioned);
            }
            String why = inherited ? "threads inherit it" : "its events do not get them";
            String everywhere = kept ? "in the MDC of every thread that carries a run, because " + why : "nowhere";
            String where = onEvents ? "on every log event" : everywhere;
            String how = read ? "" : kept ? ", and in the MDC through this class" : ", because its MDC keeps nothing";
            verdict(view, name(view.behind()), !(read && onEvents), "the entries of a run are put " + where + how);
        }
    }

    /** One library, and an entry of the run that the application has none of the same name of: that one would go first. */
    private static final class Probe {
        final LogView view;
        /** Null if there is none: then all is taken to be well. */
        private final @Nullable String key;

        private final @Nullable String value;
        final boolean isStamped;

        Probe(LogView view, MdcEntries entries) {
            this.view = view;
            this.key = absentKey(view, entries);
            this.value = key == null ? null : entries.get(key);
            this.isStamped = isStamped();
        }

        private static @Nullable String absentKey(LogView view, MdcEntries entries) {
            for (int place = 0; place < entries.size(); place++) {
                String key = entries.keyAt(place);
                try {
                    if (key != null && entries.valueAt(place) != null && view.read(key) == null) {
                        return key;
                    }
                } catch (ReflectiveOperationException | LinkageError | RuntimeException unreadable) {
                    return null;
                }
            }
            return null;
        }

        private boolean isStamped() {
            try {
                return key == null || (value != null && value.equals(view.ofEvent(key)));
            } catch (ReflectiveOperationException | LinkageError | RuntimeException another) {
                return false;
            }
        }

        boolean isRead() throws ReflectiveOperationException {
            return key == null || (value != null && value.equals(view.read(key)));
        }

        /** Whether a thread that is started now has the entries for ever, unless somebody takes them away. */
        boolean isInherited() {
            if (key == null || value == null) {
                return false;
            }
            Heir heir = new Heir(view, key);
            Thread thread = new Thread(heir, "jobflow-agent-check");
            thread.setDaemon(true);
            thread.start();
            try {
                thread.join(HEIR_LIMIT_MILLIS);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
            return value.equals(heir.read);
        }
    }

    /** Reads what another thread has put. */
    private static final class Heir implements Runnable {
        private final LogView view;
        private final String key;
        private volatile @Nullable String read;

        Heir(LogView view, String key) {
            this.view = view;
            this.key = key;
        }

        @Override
        public void run() {
            try {
                read = view.read(key);
            } catch (ReflectiveOperationException | LinkageError | RuntimeException unreadable) {
                read = null;
            }
        }
    }
}
