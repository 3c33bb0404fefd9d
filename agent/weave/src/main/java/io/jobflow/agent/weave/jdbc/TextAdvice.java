package io.jobflow.agent.weave.jdbc;

import io.jobflow.agent.hook.Site;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Around the execution of a statement that is handed over as text. */
final class TextAdvice {

    private TextAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static @Nullable Object enter(@Advice.This Object statement, @Advice.Argument(0) @Nullable String sql) {
        return Site.statementBegins(statement, sql);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(@Advice.Enter @Nullable Object call, @Advice.Thrown @Nullable Throwable thrown) {
        Site.statementEnds(call, null, thrown);
    }
}
