package io.jobflow.agent.weave.servlet;

import io.jobflow.agent.hook.Site;
import net.bytebuddy.asm.Advice;

/** After a stream or writer was made for a request, on whichever thread asked for it first. */
final class StreamMadeAdvice {

    private StreamMadeAdvice() {}

    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(@Advice.This Object stream, @Advice.Argument(0) Object madeFor) {
        Site.streamMade(stream, madeFor);
    }
}
