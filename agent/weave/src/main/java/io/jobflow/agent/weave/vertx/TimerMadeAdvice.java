package io.jobflow.agent.weave.vertx;

import io.jobflow.agent.hook.Site;
import net.bytebuddy.asm.Advice;

/** After a timer was made; one that recurs carries nothing. */
final class TimerMadeAdvice {

    private TimerMadeAdvice() {}

    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(@Advice.This Object timer, @Advice.FieldValue("periodic") boolean periodic) {
        if (!periodic) {
            Site.handOver(timer);
        }
    }
}
