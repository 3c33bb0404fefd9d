package io.jobflow.agent.weave.log4j;

import io.jobflow.agent.hook.Site;
import java.util.Map;
import net.bytebuddy.asm.Advice;
import org.apache.logging.log4j.util.SortedArrayStringMap;
import org.apache.logging.log4j.util.StringMap;

/**
 * After an event's context data were put together, on the thread that logs: adds the entries of the run whose keys are
 * absent, because the application cleared its map or logs beyond the run's own thread. The answer may be shared with the
 * thread's map, so a copy takes its place, which is frozen if the answer was: an event that is used again clears its data
 * unless they are frozen.
 */
final class EventDataAdvice {

    private EventDataAdvice() {}

    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(@Advice.Return(readOnly = false) StringMap answer) {
        if (Site.running()) {
            Map<String, String> present = answer.toMap();
            Map<String, String> merged = Site.logged(present);
            if (merged != present) {
                StringMap copy = new SortedArrayStringMap(answer);
                for (Map.Entry<String, String> entry : merged.entrySet()) {
                    if (!present.containsKey(entry.getKey())) {
                        copy.putValue(entry.getKey(), entry.getValue());
                    }
                }
                if (answer.isFrozen()) {
                    copy.freeze();
                }
                answer = copy;
            }
        }
    }
}
