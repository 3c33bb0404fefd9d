package io.jobflow.agent.weave.logback;

import io.jobflow.agent.hook.Site;
import java.util.Map;
import net.bytebuddy.asm.Advice;

/**
 * After an event answered its MDC entries: adds those of the run whose keys are absent, because the application cleared
 * its MDC or logs beyond the run's own thread, and lets the event keep them.
 */
final class EventMapAdvice {

    private EventMapAdvice() {}

    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(
            @Advice.Return(readOnly = false) Map<String, String> answer,
            @Advice.FieldValue(value = "mdcPropertyMap", readOnly = false) Map<String, String> kept) {
        Map<String, String> merged = Site.logged(answer);
        if (merged != answer) {
            kept = merged;
            answer = merged;
        }
    }
}
