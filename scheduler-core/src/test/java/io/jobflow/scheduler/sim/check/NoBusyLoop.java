package io.jobflow.scheduler.sim.check;

/** L3: a process that has nothing to do does not look around more often than it may in a second. */
public final class NoBusyLoop extends Checker {

    private final int perSecond;
    private long second = -1;
    private int idled;

    /**
     * Sets the bound.
     *
     * @param perSecond rounds without any effect in one second of simulated time, at most
     */
    public NoBusyLoop(int perSecond) {
        super("L3 no-busy-loop");
        this.perSecond = perSecond;
    }

    @Override
    public void see(Seen seen) {
        if (seen.fact() instanceof Fact.Idled) {
            long now = seen.at().toSeconds();
            idled = now == second ? idled + 1 : 1;
            second = now;
            require(idled <= perSecond, "%s rounds without effect within second %s", idled, second);
        }
    }
}
