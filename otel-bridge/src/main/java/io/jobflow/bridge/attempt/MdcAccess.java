package io.jobflow.bridge.attempt;

import org.jspecify.annotations.Nullable;

/**
 * The application's logging MDC, of whichever logging library (and copy of it) it uses. Calls act on the calling
 * thread. What an implementation throws is reported as trouble and goes no further.
 */
public interface MdcAccess {

    /** For an application without an MDC. */
    MdcAccess NONE = new MdcAccess() {
        @Override
        public @Nullable String get(String key) {
            return null;
        }

        @Override
        public void put(String key, String value) {}

        @Override
        public void remove(String key) {}
    };

    /** The key's value; null if it has none. */
    @Nullable String get(String key);

    void put(String key, String value);

    void remove(String key);
}
