package io.jobflow.agent.weave.jul;

import io.jobflow.agent.hook.Site;
import java.util.logging.LogRecord;
import net.bytebuddy.asm.Advice;

/**
 * After a record's text was translated and its parameters were put in, on whichever thread: the entries of its run come
 * last, so that they are no part of a resource bundle's key and no message format.
 */
final class FormatAdvice {

    private FormatAdvice() {}

    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(@Advice.Argument(0) LogRecord record, @Advice.Return(readOnly = false) String text) {
        text = Site.recordText(record, text);
    }
}
