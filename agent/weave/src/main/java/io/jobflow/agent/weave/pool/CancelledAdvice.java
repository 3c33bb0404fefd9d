package io.jobflow.agent.weave.pool;

import io.jobflow.agent.hook.Site;
import net.bytebuddy.asm.Advice;

/** After a future was asked to cancel itself, if it did. */
final class CancelledAdvice {

    private CancelledAdvice() {}

    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(@Advice.This Object work, @Advice.Return boolean cancelled) {
        if (cancelled) {
            Site.takeBack(work);
        }
    }
}
