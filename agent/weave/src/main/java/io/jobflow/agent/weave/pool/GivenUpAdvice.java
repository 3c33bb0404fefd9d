package io.jobflow.agent.weave.pool;

import io.jobflow.agent.hook.Site;
import net.bytebuddy.asm.Advice;

/** After a fork-join task was marked as cancelled, by whomever. */
final class GivenUpAdvice {

    private GivenUpAdvice() {}

    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(@Advice.This Object work) {
        Site.takeBack(work);
    }
}
