package io.jobflow.agent.weave.jul;

import io.jobflow.agent.hook.Site;
import java.util.logging.LogRecord;
import net.bytebuddy.asm.Advice;

/** Around the making of another library's event from a record: that event has the entries as its own. */
final class BridgeAdvice {

    private BridgeAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Advice.Argument(0) LogRecord record) {
        Site.recordHandedOn(record);
    }

    @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
    static void exit() {
        Site.recordHandedOn(null);
    }
}
