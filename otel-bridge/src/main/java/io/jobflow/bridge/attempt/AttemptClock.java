package io.jobflow.bridge.attempt;

/** The two clocks an attempt is measured with. Safe for use by any thread. */
public interface AttemptClock {

    /** The machine's own clocks. */
    AttemptClock SYSTEM = new AttemptClock() {
        @Override
        public long wallMillis() {
            return System.currentTimeMillis();
        }

        @Override
        public long monotonicNanos() {
            return System.nanoTime();
        }
    };

    /** Epoch milliseconds; may jump. */
    long wallMillis();

    /** Nanoseconds since an arbitrary moment; never goes back. */
    long monotonicNanos();
}
