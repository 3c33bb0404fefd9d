package io.jobflow.agent.weave.servlet;

import io.jobflow.agent.hook.Site;
import javax.servlet.AsyncContext;
import javax.servlet.AsyncListener;
import javax.servlet.ServletRequest;
import net.bytebuddy.asm.Advice;

/**
 * After a request was made asynchronous, and before the application has the context in hand: from then on another thread
 * may complete it, even while the servlet has not returned.
 */
final class StartAsyncAdvice {

    private StartAsyncAdvice() {}

    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(@Advice.This ServletRequest request, @Advice.Return AsyncContext context) {
        Object token = request.getAttribute(Site.RUN_ATTRIBUTE);
        Object listener = token == null ? null : Site.listener(token, AsyncListener.class);
        if (listener != null) {
            context.addListener((AsyncListener) listener, context.getRequest(), context.getResponse());
        }
    }
}
