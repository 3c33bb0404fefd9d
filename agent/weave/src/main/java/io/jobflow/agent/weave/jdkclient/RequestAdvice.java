package io.jobflow.agent.weave.jdkclient;

import io.jobflow.agent.hook.Site;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner;

/** At the end of the constructor of the client's own request, which the redirected ones take their headers from. */
final class RequestAdvice {

    private RequestAdvice() {}

    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(
            @Advice.FieldValue(value = "userHeaders", readOnly = false, typing = Assigner.Typing.DYNAMIC)
                    Object headers) {
        if (Site.running()) {
            headers = Site.jdkHeaders(headers);
        }
    }
}
