package io.jobflow.bridge;

import org.jspecify.annotations.Nullable;

/**
 * Where this module reports its own failures, so that none of them reaches the application. Implementations count, are
 * safe for use by any thread, return quickly and write at most a first line; what they throw is ignored.
 */
public interface Trouble {

    /** Hears and does nothing. */
    Trouble IGNORED = new Trouble() {
        @Override
        public void report(String what, @Nullable Throwable cause) {}
    };

    /**
     * Something of ours went wrong and was survived.
     *
     * @param what a constant sentence part without user data, fit as the key of a counter
     * @param cause what was caught; null where a state was wrong rather than a call
     */
    void report(String what, @Nullable Throwable cause);

    /** This receiver, made safe to call from code that must not throw: what it throws itself is dropped. */
    static Trouble quiet(Trouble receiver) {
        return new QuietTrouble(receiver);
    }
}
