package io.jobflow.agent.run;

import io.jobflow.agent.logs.LogContexts;
import io.jobflow.bridge.Trouble;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * The agent's side of the hook's methods; the hook's Site describes them. Every failure in here is reported as trouble and
 * answered with null. Safe for use by any thread.
 */
public final class AgentDoor implements BiFunction<String, Object[], @Nullable Object> {

    private final Trouble trouble;
    private final LogContexts logContexts;
    private final AtomicInteger openRuns = new AtomicInteger();
    private final AtomicInteger handedOver = new AtomicInteger();
    private final RunsMaker makeRuns;
    /** Made at the first job request, because it brings OpenTelemetry; guarded by this for making. */
    private volatile @Nullable Runs made;

    /** @param makeRuns makes the runs, given where to count them */
    public AgentDoor(Trouble trouble, LogContexts logContexts, RunsMaker makeRuns) {
        this.trouble = trouble;
        this.logContexts = logContexts;
        this.makeRuns = makeRuns;
    }

    /** How many runs are open; as long as it is 0, most of the hook's methods do not come here. */
    public AtomicInteger openRuns() {
        return openRuns;
    }

    /** How much work was handed over in runs and has not ended; as long as it is 0, work on other threads does not come here. */
    public AtomicInteger handedOver() {
        return handedOver;
    }

    @Override
    public @Nullable Object apply(String operation, Object[] arguments) {
        try {
            return perform(operation, arguments);
        } catch (Throwable failed) {
            trouble.report("call from woven code failed: " + operation, failed);
            return null;
        }
    }

    @SuppressWarnings("unchecked")
    private @Nullable Object perform(String operation, @Nullable Object[] arguments) {
        switch (operation) {
            case "enter":
                return runs().enter(arguments[1], (Map<String, List<String>>) arguments[2]);
            case "part":
                runs().part((RunToken) arguments[0], arguments[1]);
                return null;
            case "exit":
                runs().exit((RunToken) arguments[0], (Throwable) arguments[1], (int) arguments[2], (boolean)
                        arguments[3]);
                return null;
            case "answered":
                runs().answered(arguments[0], (int) arguments[1], (long) arguments[2]);
                return null;
            case "wrote":
                runs().wrote(arguments[0], arguments[1], (int) arguments[2], (int) arguments[3]);
                return null;
            case "completed":
                runs().completed(arguments[0]);
                return null;
            case "listener":
                return runs().listener((RunToken) arguments[0], (Class<?>) arguments[1]);
            case "running":
                return runs().current() != null;
            case "logged":
                return runs().logged((Map<String, String>) arguments[0]);
            case "logContext":
                logContext(arguments[0]);
                return null;
            case "logContextUsed":
                runs().logContextUsed(arguments[0]);
                return null;
            case "handOver":
                runs().work().handOver(arguments[0]);
                return null;
            case "handOverTo":
                runs().work().handOverTo(arguments[0], arguments[1]);
                return null;
            case "takeBack":
                runs().work().takeBack(arguments[0]);
                return null;
            case "workBegins":
                runs().work().begins(arguments[0]);
                return null;
            case "workEnds":
                runs().work().ends(arguments[0]);
                return null;
            case "threadStarts":
                runs().work().threadStarts((Thread) arguments[0]);
                return null;
            case "threadEnds":
                runs().work().threadEnds((Thread) arguments[0]);
                return null;
            case "poolGrows":
                return runs().work().poolGrows();
            case "poolGrown":
                runs().work().poolGrown((RunToken) arguments[0]);
                return null;
            case "suppressed":
                trouble.report("woven code failed at " + arguments[1], (Throwable) arguments[0]);
                return null;
            default:
                return runs().outgoing().perform(operation, arguments);
        }
    }

    private void logContext(Object mdc) {
        logContexts.add(mdc);
        if (openRuns.get() > 0) {
            runs().fill(mdc);
        }
    }

    private Runs runs() {
        Runs runs = made;
        return runs == null ? makeRuns() : runs;
    }

    private synchronized Runs makeRuns() {
        Runs runs = made;
        if (runs == null) {
            runs = makeRuns.make(openRuns, handedOver);
            made = runs;
        }
        return runs;
    }

    /** Makes the runs. */
    public interface RunsMaker {
        Runs make(AtomicInteger openRuns, AtomicInteger handedOver);
    }
}
