package io.jobflow.agent.run;

/** Work of Vert.x that has its run with it, for queues that nobody but the library sees into. Safe for use by any thread. */
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

    VertxWork(Runnable work, Run run, CarriedWork carried) {
        this.work = work;
        this.run = run;
        this.carried = carried;
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
        boolean begun = carried.beginsOf(run, this);
        try {
            work.run();
        } finally {
            if (begun) {
                carried.ends(this);
            }
        }
    }

    @Override
    public String toString() {
        return work.toString();
    }
}
