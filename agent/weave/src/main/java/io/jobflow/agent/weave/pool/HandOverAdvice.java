package io.jobflow.agent.weave.pool;

import io.jobflow.agent.hook.Site;
import net.bytebuddy.asm.Advice;

/** Before work, the first argument, is queued. */
final class HandOverAdvice {

    private HandOverAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Advice.Argument(0) Object work) {
        Site.handOver(work);
    }
}
