package io.jobflow.agent.weave.pool;

import io.jobflow.agent.hook.Site;
import java.util.List;
import net.bytebuddy.asm.Advice;

/** After the whole queue was given back. */
final class DrainedAdvice {

    private DrainedAdvice() {}

    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(@Advice.Return List<?> all) {
        for (Object work : all) {
            Site.takeBack(work);
        }
    }
}
