package io.jobflow.agent.weave.logback;

import io.jobflow.agent.hook.Site;
import net.bytebuddy.asm.Advice;

/** Before an MDC is read or changed: it may have been constructed before its class was woven. */
final class MdcUsedAdvice {

    private MdcUsedAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Advice.This Object adapter) {
        Site.logContextUsed(adapter);
    }
}
