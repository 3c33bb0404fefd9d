package io.jobflow.agent.weave.log4j;

import io.jobflow.agent.hook.Site;
import net.bytebuddy.asm.Advice;

/** Before a thread context map is read or changed: it may have been constructed before its class was woven. */
final class MapUsedAdvice {

    private MapUsedAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Advice.This Object contextMap) {
        Site.logContextUsed(contextMap);
    }
}
