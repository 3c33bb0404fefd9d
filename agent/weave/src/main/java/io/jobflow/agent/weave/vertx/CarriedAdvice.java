package io.jobflow.agent.weave.vertx;

import io.jobflow.agent.hook.Site;
import net.bytebuddy.asm.Advice;

/** Before work is queued: what takes its place has the run with it. */
final class CarriedAdvice {

    private CarriedAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Advice.Argument(value = 0, readOnly = false) Runnable work) {
        work = Site.carrying(work);
    }
}
