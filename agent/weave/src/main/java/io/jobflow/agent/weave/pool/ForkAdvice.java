package io.jobflow.agent.weave.pool;

import io.jobflow.agent.hook.Site;
import net.bytebuddy.asm.Advice;

/** Before a fork-join task queues itself. */
final class ForkAdvice {

    private ForkAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Advice.This Object work) {
        Site.handOver(work);
    }
}
