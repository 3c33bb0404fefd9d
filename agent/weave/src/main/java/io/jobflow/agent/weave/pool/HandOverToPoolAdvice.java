package io.jobflow.agent.weave.pool;

import io.jobflow.agent.hook.Site;
import net.bytebuddy.asm.Advice;

/** Before a fork-join pool queues work, its first argument. */
final class HandOverToPoolAdvice {

    private HandOverToPoolAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Advice.This Object pool, @Advice.Argument(0) Object work) {
        Site.handOverTo(pool, work);
    }
}
