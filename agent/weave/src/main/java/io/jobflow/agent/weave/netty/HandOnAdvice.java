package io.jobflow.agent.weave.netty;

import io.jobflow.agent.hook.Site;
import io.netty.channel.ChannelHandlerContext;
import java.util.List;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Around the handling of what was decoded: the run of the request that it belongs to is on the thread. */
final class HandOnAdvice {

    private HandOnAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static @Nullable Object enter(
            @Advice.Argument(0) ChannelHandlerContext context, @Advice.Argument(1) List<?> messages) {
        return messages.isEmpty() ? null : Site.resume(context.channel(), messages.get(0));
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(@Advice.Enter @Nullable Object token) {
        if (token != null) {
            Site.exit(token, null, -1, true);
        }
    }
}
