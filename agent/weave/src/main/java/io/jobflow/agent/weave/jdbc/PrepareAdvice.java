package io.jobflow.agent.weave.jdbc;

import io.jobflow.agent.hook.Site;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** After a connection has prepared a statement. */
final class PrepareAdvice {

    private PrepareAdvice() {}

    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(@Advice.Return @Nullable Object statement, @Advice.Argument(0) @Nullable String sql) {
        if (statement != null && sql != null) {
            Site.prepared(statement, sql);
        }
    }
}
