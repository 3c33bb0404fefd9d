package io.jobflow.agent.weave.servlet;

import io.jobflow.agent.hook.Site;
import net.bytebuddy.asm.Advice;

/** Before one byte or character is written. */
final class WriteUnitAdvice {

    private WriteUnitAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Advice.This Object stream, @Advice.Argument(0) int unit) {
        Site.wroteHere(stream, unit, 0, 1);
    }
}
