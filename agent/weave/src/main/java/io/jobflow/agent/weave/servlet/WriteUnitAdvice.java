package io.jobflow.agent.weave.servlet;

import io.jobflow.agent.hook.Site;
import net.bytebuddy.asm.Advice;

/** Before one byte or character is written on the run's thread. */
final class WriteUnitAdvice {

    private WriteUnitAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Advice.Argument(0) int unit) {
        Site.wrote(null, unit, 0, 1);
    }
}
