package io.jobflow.agent.weave.netty;

import io.jobflow.agent.hook.Site;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;
import net.bytebuddy.asm.Advice;

/** Before a part of an answer is encoded, as long as it can still be read. */
final class EncodeAdvice {

    private static final int ENOUGH = 4096;

    private EncodeAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Advice.Argument(0) ChannelHandlerContext context, @Advice.Argument(1) Object message) {
        if (!Site.answering(context.channel())) {
            return;
        }
        int status = message instanceof HttpResponse
                ? ((HttpResponse) message).status().code()
                : -1;
        byte[] body = null;
        if (message instanceof HttpContent || message instanceof ByteBuf) {
            ByteBuf content = message instanceof ByteBuf ? (ByteBuf) message : ((HttpContent) message).content();
            body = new byte[Math.min(content.readableBytes(), ENOUGH)];
            content.getBytes(content.readerIndex(), body);
        }
        Site.answer(context.channel(), status, body, message instanceof LastHttpContent);
    }
}
