package io.jobflow.agent.weave.jdbc;

import io.jobflow.agent.hook.Site;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner;
import org.jspecify.annotations.Nullable;

/** Around the execution of a batch, which answers a count for each of its statements. */
final class BatchAdvice {

    private BatchAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static @Nullable Object enter(@Advice.This Object statement) {
        return Site.statementBegins(statement, null);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(
            @Advice.Enter @Nullable Object call,
            @Advice.Return(typing = Assigner.Typing.DYNAMIC) @Nullable Object counts,
            @Advice.Thrown @Nullable Throwable thrown) {
        Site.statementEnds(call, counts, thrown);
    }
}
