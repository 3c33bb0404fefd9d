package io.jobflow.agent.weave.jdkhttp;

import io.jobflow.agent.hook.Site;
import net.bytebuddy.asm.Advice;

/** After one byte of an answer was written. */
final class WriteByteAdvice {

    private WriteByteAdvice() {}

    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(@Advice.This Object stream, @Advice.Argument(0) int value) {
        Site.wrote(stream, value, 0, 1);
    }
}
