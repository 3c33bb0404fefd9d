package io.jobflow.agent.weave.logback;

import ch.qos.logback.classic.spi.ILoggingEvent;
import io.jobflow.agent.hook.Site;
import net.bytebuddy.asm.Advice;

/**
 * Before an event goes to the appenders, on the thread that logs: makes the event take its MDC entries now, since an
 * appender may ask for them on a thread of its own.
 */
final class AppendAdvice {

    private AppendAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Advice.Argument(0) ILoggingEvent event) {
        if (Site.running()) {
            event.getMDCPropertyMap();
        }
    }
}
