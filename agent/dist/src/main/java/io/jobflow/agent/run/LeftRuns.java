package io.jobflow.agent.run;

import io.jobflow.agent.sites.Sites;

/**
 * Tells a run that was left on a thread from one that waits there for the request it makes itself, to a server that
 * answers on the caller's thread. In the second case the first request's entry is still on the stack. It takes a stack
 * trace, which is dear, but only if a run is on the thread when another request comes. Safe for use by any thread.
 */
final class LeftRuns {

    private static final String DISPATCHER = "java.lang.JobFlowDispatcher";
    private static final String HOOK = "io.jobflow.agent.hook.Site";

    private final Sites sites;

    LeftRuns(Sites sites) {
        this.sites = sites;
    }

    /** Whether the request that comes in right now is the only one on this thread's stack. */
    boolean isOnlyRequest() {
        int entries = 0;
        boolean beyondTheDoor = false;
        for (StackTraceElement frame : new Throwable().getStackTrace()) {
            String type = frame.getClassName();
            boolean door = type.equals(DISPATCHER) || type.equals(HOOK);
            if (beyondTheDoor && !door && sites.isEntry(type, frame.getMethodName())) {
                entries++;
            }
            beyondTheDoor |= door;
        }
        return beyondTheDoor && entries <= 1;
    }
}
