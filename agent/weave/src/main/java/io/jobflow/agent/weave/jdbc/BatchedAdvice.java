package io.jobflow.agent.weave.jdbc;

import io.jobflow.agent.hook.Site;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** When a text is added to a statement's batch. */
final class BatchedAdvice {

    private BatchedAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Advice.This Object statement, @Advice.Argument(0) @Nullable String sql) {
        if (sql != null) {
            Site.prepared(statement, sql);
        }
    }
}
