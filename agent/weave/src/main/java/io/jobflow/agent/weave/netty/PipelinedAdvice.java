package io.jobflow.agent.weave.netty;

import io.jobflow.agent.hook.Site;
import io.netty.channel.ChannelHandlerContext;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Around the handling of a request that was kept back until the one before it was answered. */
final class PipelinedAdvice {

    private PipelinedAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static @Nullable Object enter(@Advice.FieldValue("ctx") @Nullable ChannelHandlerContext context) {
        return context == null ? null : Site.resumeAnswering(context.channel());
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(@Advice.Enter @Nullable Object token) {
        if (token != null) {
            Site.exit(token, null, -1, true);
        }
    }
}
