package io.jobflow.benchmarks.compare;

import java.time.Instant;

/** A scheduler under measurement, in a process of its own; every job of it is one POST to the no-op server. */
interface Contender {

    /** Stores jobs that fire at each whole second from an instant on, and fires them. */
    void everySecond(int jobs, Instant first) throws Exception;

    /** Stores executions for {@link #fireBacklog}, which are due then; returns when they are. None fires yet. */
    void storeBacklog(int jobs) throws Exception;

    /** Fires everything stored and returns when the last one is settled in the database. */
    void fireBacklog(int jobs) throws Exception;

    /** Stores nothing and fires what is due. */
    void start() throws Exception;

    /** Stops firing and lets go of the database; it may be started again. */
    void stop() throws Exception;
}
