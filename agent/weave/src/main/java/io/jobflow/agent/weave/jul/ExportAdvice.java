package io.jobflow.agent.weave.jul;

import io.jobflow.agent.hook.Site;
import java.util.logging.LogRecord;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/**
 * Around a record's handlers, where lines of runs are exported. Only their caller knows whether a filter of the logger lets
 * the record through, so that of loggers with one nothing is exported.
 */
final class ExportAdvice {

    private ExportAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static @Nullable Object enter(@Advice.This RecordLogger logger, @Advice.Argument(0) LogRecord record) {
        return Site.exporting() && record != null && logger.isLoggable(record.getLevel()) && logger.getFilter() == null
                ? Site.recordBegins()
                : null;
    }

    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(@Advice.Enter @Nullable Object begun, @Advice.Argument(0) LogRecord record) {
        Site.recordEnds(begun, record);
    }
}
