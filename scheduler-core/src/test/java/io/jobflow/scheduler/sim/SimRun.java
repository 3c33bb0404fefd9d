package io.jobflow.scheduler.sim;

import io.jobflow.scheduler.sim.check.Violation;
import io.jobflow.scheduler.sim.mutant.Mutant;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one seed has come to.
 *
 * @param failure what was objected to; null when nothing was
 * @param hash of everything that happened
 * @param tail the last lines, for people
 */
record SimRun(long seed, @Nullable Throwable failure, long hash, List<String> tail, Duration simulated, long events) {

    static SimRun of(long seed, Mutant mutant, Sometimes sometimes) {
        SimWorld world = new SimWorld(seed, mutant, sometimes);
        Throwable failure = null;
        try {
            world.play();
        } catch (RuntimeException | AssertionError e) {
            failure = e;
        }
        return new SimRun(
                seed,
                failure,
                world.history().hash(),
                world.history().tail(),
                world.scheduler.now(),
                world.scheduler.events());
    }

    /** This run, failed for a reason that only its like shows. */
    SimRun failed(String why) {
        return new SimRun(seed, new AssertionError(why), hash, tail, simulated, events);
    }

    /** Name of the checker that objected; the exception's when it was none of them; empty when all is well. */
    String checker() {
        if (failure == null) {
            return "";
        }
        return failure instanceof Violation violation
                ? violation.checker()
                : failure.getClass().getSimpleName();
    }

    /** What a person needs: what failed, how to see it again, and how it came about. */
    String report() {
        return "seed " + seed + " failed: " + (failure == null ? "it did not" : failure.getMessage())
                + "\nreplay: mvn -o -pl scheduler-core -am test -Dtest=SimTest"
                + " -Dsurefire.failIfNoSpecifiedTests=false -Djobflow.sim.seed=" + seed
                + "\nthe last " + tail.size() + " of what happened:\n" + String.join("\n", tail);
    }
}
