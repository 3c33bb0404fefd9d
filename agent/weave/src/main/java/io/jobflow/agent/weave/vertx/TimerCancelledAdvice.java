package io.jobflow.agent.weave.vertx;

import io.jobflow.agent.hook.Site;
import net.bytebuddy.asm.Advice;

/** After a timer was cancelled. */
final class TimerCancelledAdvice {

    private TimerCancelledAdvice() {}

    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(@Advice.This Object timer) {
        Site.takeBack(timer);
    }
}
