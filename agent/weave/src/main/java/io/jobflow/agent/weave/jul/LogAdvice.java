package io.jobflow.agent.weave.jul;

import io.jobflow.agent.hook.Site;
import java.util.logging.LogRecord;
import net.bytebuddy.asm.Advice;

/** Before a record goes to the handlers, on the thread that logs: all other ways to log end here. */
final class LogAdvice {

    private LogAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Advice.Argument(0) LogRecord record) {
        if (Site.running() && record != null) {
            Site.recordLogged(record);
        }
    }
}
