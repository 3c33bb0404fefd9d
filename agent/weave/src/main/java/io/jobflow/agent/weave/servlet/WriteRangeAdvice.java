package io.jobflow.agent.weave.servlet;

import io.jobflow.agent.hook.Site;
import net.bytebuddy.asm.Advice;

/** Before a part of an array or a String is written. */
final class WriteRangeAdvice {

    private WriteRangeAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(
            @Advice.This Object stream,
            @Advice.Argument(0) Object data,
            @Advice.Argument(1) int offset,
            @Advice.Argument(2) int length) {
        Site.wroteHere(stream, data, offset, length);
    }
}
