package io.jobflow.agent.weave.handler;

import io.jobflow.agent.hook.Site;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner;
import org.jspecify.annotations.Nullable;

/** Around a handler whose result has to stay what it is. */
final class HandlerAdvice {

    private HandlerAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static @Nullable Object enter(@Advice.Origin("#t.#m") String function, @JobName String job) {
        return Site.handlerEnter(function, job);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(
            @Advice.Enter @Nullable Object token,
            @Advice.Return(typing = Assigner.Typing.DYNAMIC) @Nullable Object result,
            @Advice.Thrown @Nullable Throwable thrown) {
        if (token != null) {
            Site.handlerExit(token, result, thrown, false);
        }
    }
}
