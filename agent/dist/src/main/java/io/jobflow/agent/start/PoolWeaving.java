package io.jobflow.agent.start;

import io.jobflow.agent.weave.Targets;
import io.jobflow.bridge.Trouble;
import java.lang.instrument.Instrumentation;
import java.util.ArrayList;
import java.util.List;

/**
 * Weaves the JDK's threads and thread pools, which are loaded long before: nothing is carried before the first run, and only that makes
 * it worth while. Safe for use by any thread.
 */
final class PoolWeaving {

    private final Instrumentation instrumentation;
    private final Trouble trouble;
    /** Guarded by this. */
    private boolean done;

    PoolWeaving(Instrumentation instrumentation, Trouble trouble) {
        this.instrumentation = instrumentation;
        this.trouble = trouble;
    }

    /** Returns when it is done; at once from the second call on. */
    synchronized void weave() {
        if (done) {
            return;
        }
        done = true;
        List<Class<?>> pools = new ArrayList<>();
        for (String name : Targets.poolClasses()) {
            try {
                pools.add(Class.forName(name, false, null));
            } catch (ClassNotFoundException notInThisJdk) {
                // nothing to weave
            } catch (Throwable failed) {
                trouble.report("not woven: " + name, failed);
            }
        }
        Retransformation.ofAll(instrumentation, pools, trouble);
    }
}
