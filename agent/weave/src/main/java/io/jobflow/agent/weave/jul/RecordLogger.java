package io.jobflow.agent.weave.jul;

import java.util.logging.Filter;
import java.util.logging.Level;
import org.jspecify.annotations.Nullable;

/**
 * Stands for the logger of {@code java.util.logging} in advice; its name is exchanged for that one when the advice is read.
 * Naming the class itself would call the application's logging, for all the build can see.
 */
abstract class RecordLogger {

    abstract boolean isLoggable(Level level);

    abstract @Nullable Filter getFilter();
}
