package io.jobflow.agent.weave.pool;

import io.jobflow.agent.hook.Site;
import net.bytebuddy.asm.Advice;

/** The same where the work is the second argument. */
final class HandOverSecondAdvice {

    private HandOverSecondAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Advice.Argument(1) Object work) {
        Site.handOver(work);
    }
}
