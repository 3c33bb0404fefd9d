package io.jobflow.agent.run;

import io.jobflow.bridge.Trouble;

/**
 * Work of Vert.x that has its run with it, for queues that nobody but the library sees into. Whatever becomes of the run,
 * the work is done, and throws what it throws itself. Safe for use by any thread.
 */
final class VertxWork implements Runnable {

    private static final String LIBRARY = "io.vertx.core.";
    /** Its queue looks for this class. */
    private static final String KNOWN_BY_CLASS = "io.vertx.core.impl.WorkerTask";

    private static final ClassValue<Boolean> OF_LIBRARY = new ClassValue<Boolean>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
            return type.getName().startsWith(LIBRARY);
        }
    };

    private final Runnable work;
    private final Run run;
    private final CarriedWork carried;
    private final Trouble trouble;

    VertxWork(Runnable work, Run run, CarriedWork carried, Trouble trouble) {
        this.work = work;
        this.run = run;
        this.carried = carried;
        this.trouble = trouble;
    }

    /** Whether it is of a library whose work belongs to one request each. */
    static boolean canBe(Runnable work) {
        return OF_LIBRARY.get(work.getClass());
    }

    static boolean hasToStayItself(Runnable work) {
        Class<?> parent = work.getClass().getSuperclass();
        return parent != null && parent.getName().equals(KNOWN_BY_CLASS);
    }

    @Override
    public void run() {
        boolean begun = begins();
        try {
            work.run();
        } finally {
            if (begun) {
                ends();
            }
        }
    }

    private boolean begins() {
        try {
            return carried.beginsOf(run, this);
        } catch (Throwable failed) {
            trouble.report("run not carried with work of Vert.x", failed);
            return false;
        }
    }

    private void ends() {
        try {
            carried.ends(this);
        } catch (Throwable failed) {
            trouble.report("run not taken from work of Vert.x", failed);
        }
    }

    @Override
    public String toString() {
        return work.toString();
    }
}
