package io.jobflow.agent.weave.log4j;

import io.jobflow.agent.hook.Site;
import net.bytebuddy.asm.Advice;

/** After a thread context map was constructed. */
final class MapCreatedAdvice {

    private MapCreatedAdvice() {}

    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(@Advice.This Object contextMap) {
        Site.logContext(contextMap);
    }
}
