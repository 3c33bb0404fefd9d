package io.jobflow.agent.weave.pool;

import io.jobflow.agent.hook.Site;
import java.util.concurrent.RunnableScheduledFuture;
import net.bytebuddy.asm.Advice;

/** Before a delayed task is queued; what recurs carries nothing. */
final class DelayedAdvice {

    private DelayedAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Advice.Argument(0) RunnableScheduledFuture<?> work) {
        if (!work.isPeriodic()) {
            Site.handOver(work);
        }
    }
}
