package io.jobflow.agent.weave.servlet;

import io.jobflow.agent.hook.Site;
import java.nio.ByteBuffer;
import net.bytebuddy.asm.Advice;

/** Before what a buffer holds is written. */
final class WriteBufferAdvice {

    private WriteBufferAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Advice.This Object stream, @Advice.Argument(0) ByteBuffer buffer) {
        Site.wroteHere(stream, buffer, buffer.position(), buffer.remaining());
    }
}
