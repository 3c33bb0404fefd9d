package io.jobflow.agent.weave.jdkhttp;

import io.jobflow.agent.hook.Site;
import net.bytebuddy.asm.Advice;

/** After a whole array of an answer was written. */
final class WriteArrayAdvice {

    private WriteArrayAdvice() {}

    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(@Advice.This Object stream, @Advice.Argument(0) byte[] bytes) {
        Site.wrote(stream, bytes, 0, bytes.length);
    }
}
