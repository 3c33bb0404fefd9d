package io.jobflow.agent.weave.pool;

import io.jobflow.agent.hook.Site;
import net.bytebuddy.asm.Advice;

/** Around the execution of a fork-join task, on whatever thread gets to it. */
final class ExecuteAdvice {

    private ExecuteAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Advice.This Object work) {
        Site.workBegins(work);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(@Advice.This Object work) {
        Site.workEnds(work);
    }
}
