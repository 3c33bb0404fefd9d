package io.jobflow.agent.weave.pool;

import io.jobflow.agent.hook.Site;
import net.bytebuddy.asm.Advice;

/** Before the pool's handler deals with work that the pool does not take. */
final class RefusedAdvice {

    private RefusedAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Advice.Argument(0) Object work) {
        Site.takeBack(work);
    }
}
