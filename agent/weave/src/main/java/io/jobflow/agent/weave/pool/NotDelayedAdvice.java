package io.jobflow.agent.weave.pool;

import io.jobflow.agent.hook.Site;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** After a fork-join pool was given a delayed task, if it did not take it. */
final class NotDelayedAdvice {

    private NotDelayedAdvice() {}

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(@Advice.Argument(0) Object work, @Advice.Thrown @Nullable Throwable refused) {
        if (refused != null) {
            Site.takeBack(work);
        }
    }
}
