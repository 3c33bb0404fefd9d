package io.jobflow.agent.weave.log4j;

import io.jobflow.agent.hook.Site;
import net.bytebuddy.asm.Advice;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.Logger;
import org.apache.logging.log4j.message.Message;

/** The same as {@link ExportAdvice} for what SLF4J and other wrappers call. */
final class ExportMessageAdvice {

    private ExportMessageAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(
            @Advice.This Logger logger,
            @Advice.Argument(1) Level level,
            @Advice.Argument(3) Message message,
            @Advice.Argument(4) Throwable thrown) {
        if (Site.exporting()) {
            String text = null;
            Throwable cause = thrown;
            try {
                if (message != null) {
                    text = message.getFormattedMessage();
                    cause = thrown == null ? message.getThrowable() : thrown;
                }
            } catch (Throwable unspeakable) {
                // Thrown by the application's own objects, and no failure of ours: the line goes without.
            }
            Site.lineLogged("log4j", level.intLevel(), level.name(), logger.getName(), 0, text, cause);
        }
    }
}
