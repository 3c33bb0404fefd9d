package io.jobflow.agent.logs;

import io.jobflow.bridge.Trouble;
import io.jobflow.bridge.attempt.MdcEntries;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A run's entries in the MDCs of one thread, and what was there before. Confined to that thread; nothing here throws.
 */
public final class LogEntries {

    private final MdcEntries entries;
    private final Trouble trouble;
    /** The one filled last, which leads to the others; null if there is none. */
    private @Nullable Filled last;

    private boolean inheritedIsNothing;

    LogEntries(MdcEntries entries, Trouble trouble) {
        this.entries = entries;
        this.trouble = trouble;
    }

    /** Values that are there already and are the same as ours count as absent. */
    void inheritedIsNothing() {
        inheritedIsNothing = true;
    }

    /** Also for an MDC that comes into being while the run is on the thread. */
    public void putInto(Object mdc) {
        try {
            Filled filled = new Filled(mdc, last);
            // Before anything is asked of it: its methods are woven and lead back here.
            last = filled;
            filled.fill(entries, inheritedIsNothing);
        } catch (Throwable failed) {
            trouble.report("MDC not filled", failed);
        }
    }

    /** Makes the MDCs that are filled known to all runs to come. */
    void addTo(LogContexts contexts) {
        for (Filled each = last; each != null; each = each.earlier) {
            contexts.add(each.mdc);
        }
    }

    /** Whether this MDC is filled, or being filled. */
    public boolean knows(Object mdc) {
        for (Filled each = last; each != null; each = each.earlier) {
            if (each.mdc == mdc) {
                return true;
            }
        }
        return false;
    }

    /**
     * Gives our keys their former values, except for those that the application has changed or removed meanwhile: these
     * stay as they are now, like all others, because that is what they were without us.
     */
    public void leave() {
        for (Filled each = last; each != null; each = each.earlier) {
            try {
                each.restore(entries);
            } catch (Throwable failed) {
                trouble.report("MDC not restored", failed);
            }
        }
    }

    /** One MDC, and how it was on this thread. */
    private static final class Filled {
        final Object mdc;
        final @Nullable Filled earlier;
        private final MdcMethods methods;
        /** Of our keys, in their order; null if the thread had no entries at all. */
        private @Nullable String @Nullable [] former;

        Filled(Object mdc, @Nullable Filled earlier) {
            this.mdc = mdc;
            this.earlier = earlier;
            this.methods = MdcMethods.of(mdc);
        }

        void fill(MdcEntries ours, boolean inheritedIsNothing) throws Throwable {
            Map<String, String> content = methods.content(mdc);
            former = content == null ? null : former(content, ours, inheritedIsNothing);
            for (int place = 0; place < ours.size(); place++) {
                String key = ours.keyAt(place);
                String value = ours.valueAt(place);
                if (key != null && !Objects.equals(value, former(place))) {
                    methods.set(mdc, key, value);
                }
            }
        }

        private static @Nullable String[] former(
                Map<String, String> content, MdcEntries ours, boolean inheritedIsNothing) {
            @Nullable String[] former = new String[ours.size()];
            for (int place = 0; place < former.length; place++) {
                String key = ours.keyAt(place);
                String present = key == null ? null : content.get(key);
                boolean inherited = inheritedIsNothing && Objects.equals(present, ours.valueAt(place));
                former[place] = inherited ? null : present;
            }
            return former;
        }

        private @Nullable String former(int place) {
            return former == null ? null : former[place];
        }

        void restore(MdcEntries ours) throws Throwable {
            if (isCleared(ours)) {
                return;
            }
            for (int place = 0; place < ours.size(); place++) {
                String key = ours.keyAt(place);
                String value = ours.valueAt(place);
                boolean put = key != null && !Objects.equals(value, former(place));
                if (key != null && put && Objects.equals(value, methods.get(mdc, key))) {
                    methods.set(mdc, key, former(place));
                }
            }
            if (former == null) {
                methods.dropIfEmpty(mdc);
            }
        }

        /** Whether nothing of ours is left, so that a key we took out would have been cleared, too. */
        private boolean isCleared(MdcEntries ours) throws Throwable {
            boolean put = false;
            for (int place = 0; place < ours.size(); place++) {
                String key = ours.keyAt(place);
                String value = ours.valueAt(place);
                if (key != null && value != null) {
                    if (value.equals(methods.get(mdc, key))) {
                        return false;
                    }
                    put = true;
                }
            }
            return put;
        }
    }
}
