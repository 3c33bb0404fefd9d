package io.jobflow.agent.weave.pool;

import io.jobflow.agent.hook.Site;
import net.bytebuddy.asm.Advice;

/** After a pool's own preparation for its next piece of work. For workers that were at work before they were woven. */
final class BeforeWorkAdvice {

    private BeforeWorkAdvice() {}

    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(@Advice.Argument(1) Object work) {
        Site.workBegins(work);
    }
}
