package io.jobflow.agent.weave.pool;

import io.jobflow.agent.hook.Site;
import net.bytebuddy.asm.Advice;

/** When a fork-join pool's delayed task is made, on the thread that asks for it; what recurs carries nothing. */
final class DelayedForkJoinAdvice {

    private DelayedForkJoinAdvice() {}

    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(
            @Advice.This Object work, @Advice.Argument(1) long nanosUntilTheNext, @Advice.Argument(5) Object pool) {
        if (nanosUntilTheNext == 0) {
            Site.handOverTo(pool, work);
        }
    }
}
