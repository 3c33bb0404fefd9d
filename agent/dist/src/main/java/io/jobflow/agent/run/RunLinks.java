package io.jobflow.agent.run;

import org.jspecify.annotations.Nullable;

/** What the open runs keep in each of them, instead of an entry of a map or list for each. Guarded by {@link OpenRuns}. */
abstract class RunLinks {

    boolean listed;
    /** Null at either end. */
    @Nullable Run older;

    @Nullable Run newer;
    /** The next of those whose execution ids fall into the same place of the table; null for the last. */
    @Nullable Run sameBucket;
}
