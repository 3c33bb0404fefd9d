package io.jobflow.agent.weave.thread;

import io.jobflow.agent.hook.Site;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Around the start of a thread, on the thread that starts it. */
final class StartAdvice {

    private StartAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Advice.This Object thread) {
        Site.threadStarts(thread);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(@Advice.This Object thread, @Advice.Thrown @Nullable Throwable notStarted) {
        if (notStarted != null) {
            Site.takeBack(thread);
        }
    }
}
