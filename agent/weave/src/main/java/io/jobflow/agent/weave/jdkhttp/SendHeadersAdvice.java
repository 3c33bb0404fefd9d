package io.jobflow.agent.weave.jdkhttp;

import io.jobflow.agent.hook.Site;
import net.bytebuddy.asm.Advice;

/** After an exchange's response headers were sent. */
final class SendHeadersAdvice {

    private SendHeadersAdvice() {}

    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(@Advice.This Object exchange, @Advice.Argument(0) int status, @Advice.Argument(1) long length) {
        Site.answered(exchange, status, length);
    }
}
