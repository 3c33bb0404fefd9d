package io.jobflow.agent.weave.telemetry;

import io.jobflow.agent.hook.Site;
import net.bytebuddy.asm.Advice;

/** After such an object was constructed. */
final class MadeAdvice {

    private MadeAdvice() {}

    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(@Advice.This Object made) {
        Site.made(made);
    }
}
