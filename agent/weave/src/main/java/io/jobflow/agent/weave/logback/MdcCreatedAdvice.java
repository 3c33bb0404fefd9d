package io.jobflow.agent.weave.logback;

import io.jobflow.agent.hook.Site;
import net.bytebuddy.asm.Advice;

/** After an MDC was constructed. */
final class MdcCreatedAdvice {

    private MdcCreatedAdvice() {}

    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(@Advice.This Object adapter) {
        Site.logContext(adapter);
    }
}
