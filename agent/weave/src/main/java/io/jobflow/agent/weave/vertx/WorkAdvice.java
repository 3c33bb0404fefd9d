package io.jobflow.agent.weave.vertx;

import io.jobflow.agent.hook.Site;
import net.bytebuddy.asm.Advice;

/** Around work that was handed over as it is. */
final class WorkAdvice {

    private WorkAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Advice.This Object work) {
        Site.workBegins(work);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(@Advice.This Object work) {
        Site.workEnds(work);
    }
}
