package io.jobflow.agent.weave.netty;

import io.jobflow.agent.hook.Site;
import io.netty.channel.ChannelHandlerContext;
import net.bytebuddy.asm.Advice;

/** After the last input of a connection was decoded, if the connection is closed in both directions. */
final class ClosedAdvice {

    private ClosedAdvice() {}

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(@Advice.Argument(0) ChannelHandlerContext context) {
        if (!context.channel().isActive()) {
            Site.connectionClosed(context.channel());
        }
    }
}
