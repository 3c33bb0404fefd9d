package io.jobflow.agent.weave.jdkhttp;

import io.jobflow.agent.hook.Site;
import net.bytebuddy.asm.Advice;

/** After an exchange, or the stream of its answer, was closed; also if that failed. */
final class CloseAdvice {

    private CloseAdvice() {}

    @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
    static void exit(@Advice.This Object closed) {
        Site.completed(closed);
    }
}
