package io.jobflow.agent.weave.pool;

import io.jobflow.agent.hook.Site;
import net.bytebuddy.asm.Advice;

/** The same where the work is the second argument. */
final class HandOverSecondToPoolAdvice {

    private HandOverSecondToPoolAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Advice.This Object pool, @Advice.Argument(1) Object work) {
        Site.handOverTo(pool, work);
    }
}
