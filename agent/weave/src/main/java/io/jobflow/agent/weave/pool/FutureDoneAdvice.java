package io.jobflow.agent.weave.pool;

import io.jobflow.agent.hook.Site;
import net.bytebuddy.asm.Advice;

/** Before a future, which is done already, wakes those who wait for it. */
final class FutureDoneAdvice {

    private FutureDoneAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Advice.This Object future) {
        Site.futureDone(future);
    }
}
