package io.jobflow.agent.weave.netty;

import io.jobflow.agent.hook.Site;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpRequest;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.bytebuddy.asm.Advice;

/** After a piece of input was decoded: the head of a request may be among what came of it. */
final class DecodeAdvice {

    private DecodeAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static int enter(@Advice.Argument(2) List<Object> out) {
        return out.size();
    }

    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(
            @Advice.This Object decoder,
            @Advice.Enter int before,
            @Advice.Argument(0) ChannelHandlerContext context,
            @Advice.Argument(2) List<Object> out) {
        for (int i = before; i < out.size(); i++) {
            Object message = out.get(i);
            if (message instanceof HttpRequest) {
                HttpRequest request = (HttpRequest) message;
                if (request.headers().get(Site.JOB_HEADER) == null) {
                    Site.ordinaryRead(context.channel());
                } else {
                    Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
                    for (String name : request.headers().names()) {
                        headers.put(name, request.headers().getAll(name));
                    }
                    Site.requestRead(context.channel(), decoder, request, headers);
                }
            }
        }
    }
}
