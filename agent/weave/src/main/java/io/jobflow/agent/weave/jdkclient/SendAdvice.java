package io.jobflow.agent.weave.jdkclient;

import io.jobflow.agent.hook.Site;
import java.util.concurrent.CompletableFuture;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Around the sending of a request; the future that is returned ends the call. */
final class SendAdvice {

    private SendAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static @Nullable Object enter(@Advice.Argument(0) Object request) {
        return Site.running() ? Site.jdkCallBegins(request) : null;
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(
            @Advice.Enter @Nullable Object call,
            @Advice.Return @Nullable CompletableFuture<?> answer,
            @Advice.Thrown @Nullable Throwable thrown) {
        if (call != null) {
            if (thrown == null) {
                Site.callLeaves(call, answer);
            } else {
                Site.callEnds(call, -1, thrown);
            }
        }
    }
}
