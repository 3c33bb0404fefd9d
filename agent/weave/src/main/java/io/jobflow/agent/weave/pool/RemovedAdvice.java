package io.jobflow.agent.weave.pool;

import io.jobflow.agent.hook.Site;
import net.bytebuddy.asm.Advice;

/** After work was removed from the queue, if it was there. */
final class RemovedAdvice {

    private RemovedAdvice() {}

    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(@Advice.Argument(0) Object work, @Advice.Return boolean removed) {
        if (removed) {
            Site.takeBack(work);
        }
    }
}
