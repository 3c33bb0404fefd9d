package io.jobflow.agent.run;

import io.jobflow.agent.backend.ApplicationTelemetry;
import io.jobflow.agent.logs.LogContexts;
import io.jobflow.agent.logs.LoggedRecords;
import io.jobflow.agent.sites.Sites;
import io.jobflow.bridge.Trouble;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.logging.LogRecord;
import org.jspecify.annotations.Nullable;

/**
 * The agent's side of the hook's methods; the hook's Site describes them. Every failure in here is reported as trouble and
 * answered with null. Safe for use by any thread.
 */
public final class AgentDoor implements BiFunction<String, Object[], @Nullable Object> {

    private static final String COMMAND = "command";

    private final Trouble trouble;
    private final Sites sites;
    private final LogContexts logContexts;
    private final ApplicationTelemetry applicationTelemetry;
    private final AtomicInteger openRuns = new AtomicInteger();
    private final AtomicInteger handedOver = new AtomicInteger();
    private final LoggedRecords records;
    private final RunEntries entries;
    private final RunsMaker makeRuns;
    /** Made at the first job request, because it brings OpenTelemetry; guarded by this for making. */
    private volatile @Nullable Runs made;

    private volatile boolean recordTexts = true;

    /** @param makeRuns makes the runs, given where to count them */
    public AgentDoor(
            Trouble trouble,
            Sites sites,
            LogContexts logContexts,
            ApplicationTelemetry applicationTelemetry,
            RunsMaker makeRuns) {
        this.trouble = trouble;
        this.sites = sites;
        this.logContexts = logContexts;
        this.applicationTelemetry = applicationTelemetry;
        this.makeRuns = makeRuns;
        this.records = new LoggedRecords(trouble);
        this.entries = new RunEntries(sites, this);
    }

    /** Whom commands go to, and requests to switch the agent off. Set once at start; without it they do nothing. */
    public void control(Control receiver) {
        entries.control(receiver);
    }

    /** Whether the texts of records show the run they were logged in; they do by default. To be said at start. */
    public void recordTexts(boolean shown) {
        recordTexts = shown;
    }

    /** Null as long as there was no job request. */
    public @Nullable RunFigures figures() {
        Runs runs = made;
        return runs == null ? null : runs.figures();
    }

    /** Woven code was taken away: ends the runs of a site that nobody else would end. Null for every site. */
    public void endLost(@Nullable String site) {
        Runs runs = made;
        if (runs != null) {
            runs.endLost(site);
        }
        if (site == null) {
            records.forgetAll();
        }
    }

    /** How many runs are open; as long as it is 0, most of the hook's methods do not come here. */
    public AtomicInteger openRuns() {
        return openRuns;
    }

    /** How much work was handed over in runs and has not ended; as long as it is 0, work on other threads does not come here. */
    public AtomicInteger handedOver() {
        return handedOver;
    }

    /** How many records of {@code java.util.logging} have entries; as long as it is 0, their texts do not come here. */
    public AtomicInteger loggedRecords() {
        return records.count();
    }

    @Override
    public @Nullable Object apply(String operation, Object[] arguments) {
        boolean timed = isOurTime(operation) && sites.isTimed(operation);
        long beganNanos = timed ? System.nanoTime() : 0;
        try {
            return made == null && !mayBeFirst(operation) ? null : perform(operation, arguments);
        } catch (Throwable failed) {
            trouble.report("call from woven code failed: " + operation, failed);
            sites.failedCall(operation, siteOf(operation, arguments), failed);
            return null;
        } finally {
            if (timed) {
                sites.took(operation, siteOf(operation, arguments), System.nanoTime() - beganNanos);
            }
        }
    }

    /** A record's text is made by the application's own parameters, which may be slow without any fault of the site. */
    private static boolean isOurTime(String operation) {
        return !operation.equals("recordEnds");
    }

    /** Code that was woven at build time calls in whether there was a run or not. */
    private static boolean mayBeFirst(String operation) {
        return operation.equals("enter")
                || operation.equals("requestRead")
                || operation.equals("handlerEnter")
                || operation.equals("logContext")
                || operation.equals("made")
                || operation.equals("suppressed")
                || operation.equals(COMMAND);
    }

    /** Null if the call does not say. */
    private static @Nullable String siteOf(String operation, @Nullable Object[] arguments) {
        switch (operation) {
            case "enter":
                return (String) arguments[0];
            case "part":
            case "exit":
            case "listener":
                return arguments[0] instanceof RunToken
                        ? ((RunToken) arguments[0]).run().site()
                        : null;
            default:
                return null;
        }
    }

    @SuppressWarnings("unchecked")
    private @Nullable Object perform(String operation, @Nullable Object[] arguments) {
        switch (operation) {
            case "enter":
                return entries.enter((String) arguments[0], arguments[1], (Map<String, List<String>>) arguments[2]);
            case "part":
                runs().answers().part((RunToken) arguments[0], arguments[1]);
                return null;
            case "exit":
                exit((RunToken) arguments[0], (Throwable) arguments[1], (int) arguments[2], (boolean) arguments[3]);
                return null;
            case "answered":
                runs().answers().answered(arguments[0], (int) arguments[1], (long) arguments[2]);
                return null;
            case "wrote":
                runs().answers().wrote(arguments[0], arguments[1], (int) arguments[2], (int) arguments[3]);
                return null;
            case "wroteHere":
                runs().answers().wroteHere(arguments[0], arguments[1], (int) arguments[2], (int) arguments[3]);
                return null;
            case "response":
                runs().answers().response((RunToken) arguments[0], arguments[1]);
                return null;
            case "streamMade":
                runs().answers().streamMade(arguments[0], arguments[1]);
                return null;
            case "completed":
                runs().answers().completed(arguments[0]);
                return null;
            case "listener":
                return runs().answers().listener((RunToken) arguments[0], (Class<?>) arguments[1]);
            case "running":
                return runs().current() != null;
            case "logged":
                return runs().logged((Map<String, String>) arguments[0]);
            case "logContext":
                logContext(arguments[0]);
                return null;
            case "logContextUsed":
                return runs().logContextUsed(arguments[0]);
            case "recordLogged":
                recordLogged(arguments[0]);
                return null;
            case "exporting":
                return runs().lines().isOn();
            case "lineLogged":
                runs().lines()
                        .add(
                                Severities.of((String) arguments[0], (int) arguments[1]),
                                (String) arguments[2],
                                (String) arguments[3],
                                (long) arguments[4],
                                (String) arguments[5],
                                (Throwable) arguments[6]);
                return null;
            case "recordBegins":
                return runs().lines().recordBegins();
            case "recordEnds":
                runs().lines().recordEnds(arguments[0], (LogRecord) arguments[1], records);
                return null;
            case "recordText":
                return records.text(arguments[0], (String) arguments[1]);
            case "recordHandedOn":
                records.handedOn(arguments[0]);
                return null;
            case "handOver":
                runs().work().handOver(arguments[0]);
                return null;
            case "handOverTo":
                runs().work().handOverTo(arguments[0], arguments[1]);
                return null;
            case "carrying":
                return runs().work().inItsPlace((Runnable) arguments[0]);
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
            case "requestRead":
                entries.requestRead(arguments[0], arguments[1], arguments[2], (Map<String, List<String>>) arguments[3]);
                return null;
            case "ordinaryRead":
            case "resume":
            case "resumeAnswering":
            case "answering":
            case "answer":
            case "connectionClosed":
                return ofConnection(operation, arguments[0], arguments);
            case "handlerEnter":
                return entries.handlerEnter((String) arguments[0], (String) arguments[1]);
            case "handlerExit":
                return runs().handlerExit((HandlerCall) arguments[0], arguments[1], (Throwable) arguments[2], (boolean)
                        arguments[3]);
            case "futureDone":
                runs().futureDone(arguments[0]);
                return null;
            case "made":
                applicationTelemetry.made(arguments[0]);
                return null;
            case "suppressed":
                trouble.report("woven code failed at " + arguments[1], (Throwable) arguments[0]);
                sites.failedIn((String) arguments[1], (Throwable) arguments[0]);
                return null;
            case COMMAND:
                return command((String) arguments[0]);
            default:
                return runs().outgoing().perform(operation, arguments);
        }
    }

    /** Woven code that was taken away tells nothing of an answer that is still to come. */
    private void exit(RunToken token, @Nullable Throwable thrown, int status, boolean pending) {
        runs().exit(token, thrown, status, pending && sites.isOn(token.run().site()));
    }

    private @Nullable Object command(String command) {
        Control receiver = entries.control();
        return receiver == null ? null : receiver.command(command);
    }

    private @Nullable Object ofConnection(String operation, Object connection, @Nullable Object[] arguments) {
        Connections connections = runs().connections();
        switch (operation) {
            case "ordinaryRead":
                connections.ordinaryRead(connection);
                return null;
            case "resume":
                return connections.resume(connection, arguments[1]);
            case "resumeAnswering":
                return connections.resumeAnswering(connection);
            case "answering":
                return connections.answering(connection);
            case "answer":
                connections.answer(connection, (int) arguments[1], (byte[]) arguments[2], (boolean) arguments[3]);
                return null;
            default:
                connections.closed(connection);
                return null;
        }
    }

    private void recordLogged(Object record) {
        RunToken here = recordTexts ? runs().current() : null;
        if (here != null) {
            records.add(record, here.run().scope().mdcEntries());
        }
    }

    private void logContext(Object mdc) {
        logContexts.add(mdc);
        if (openRuns.get() > 0) {
            runs().fill(mdc);
        }
    }

    /** Makes them if nobody has asked before. */
    Runs runs() {
        Runs runs = made;
        return runs == null ? makeRuns() : runs;
    }

    private synchronized Runs makeRuns() {
        Runs runs = made;
        if (runs == null) {
            runs = makeRuns.make(openRuns, handedOver);
            runs.leftRuns(new LeftRuns(sites));
            made = runs;
        }
        return runs;
    }

    /** Makes the runs. */
    public interface RunsMaker {
        Runs make(AtomicInteger openRuns, AtomicInteger handedOver);
    }

    /** What reaches the agent as a whole. */
    public interface Control {
        /** Whether a job request asks to switch the agent off, and may. */
        boolean asksForOff(Map<String, List<String>> headers);

        /** Switches the agent off; returns at once. */
        void switchOff();

        /** Answers a command from outside of the process. */
        String command(String command);
    }
}
