package io.jobflow.agent.weave.jdkhttp;

import io.jobflow.agent.hook.Site;
import net.bytebuddy.asm.Advice;

/** After a part of an array was written. */
final class WriteRangeAdvice {

    private WriteRangeAdvice() {}

    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(
            @Advice.This Object stream,
            @Advice.Argument(0) byte[] bytes,
            @Advice.Argument(1) int offset,
            @Advice.Argument(2) int length) {
        Site.wrote(stream, bytes, offset, length);
    }
}
