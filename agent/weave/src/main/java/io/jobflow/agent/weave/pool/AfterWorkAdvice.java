package io.jobflow.agent.weave.pool;

import io.jobflow.agent.hook.Site;
import net.bytebuddy.asm.Advice;

/** Before a pool's own conclusion of a piece of work. */
final class AfterWorkAdvice {

    private AfterWorkAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Advice.Argument(0) Object work) {
        Site.workEnds(work);
    }
}
