package io.jobflow.agent.weave.logback;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxy;
import io.jobflow.agent.hook.Site;
import net.bytebuddy.asm.Advice;

/** Before an event goes to the appenders, on the thread that logs, where lines of runs are exported. */
final class ExportAdvice {

    private ExportAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Advice.Argument(0) ILoggingEvent event) {
        if (Site.exporting()) {
            IThrowableProxy thrown = event.getThrowableProxy();
            Site.lineLogged(
                    "logback",
                    event.getLevel().levelInt,
                    event.getLevel().levelStr,
                    event.getLoggerName(),
                    event.getTimeStamp(),
                    event.getFormattedMessage(),
                    thrown instanceof ThrowableProxy ? ((ThrowableProxy) thrown).getThrowable() : null);
        }
    }
}
