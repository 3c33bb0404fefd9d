package io.jobflow.agent.run;

import io.jobflow.agent.backend.BackendChoice;
import io.jobflow.agent.logs.LogCheck;
import io.jobflow.agent.logs.LogContexts;
import io.jobflow.agent.logs.LogEntries;
import io.jobflow.agent.outgoing.OutgoingCalls;
import io.jobflow.bridge.Trouble;
import io.jobflow.bridge.attempt.AttemptScope;
import io.jobflow.bridge.attempt.AttemptTelemetry;
import io.jobflow.bridge.attempt.JobInvocation;
import io.jobflow.bridge.attempt.MdcAccess;
import io.jobflow.bridge.attempt.MdcEntries;
import io.jobflow.bridge.attempt.ThreadEntry;
import io.jobflow.bridge.setup.LogQueue;
import io.opentelemetry.context.Context;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** All runs of this JVM: begins them, finds them again by thread or by a part of their request, and ends them. */
public final class Runs {

    /** How many calls of one run get a span where nobody says otherwise. */
    public static final int DEFAULT_CALL_SPANS = 1_000;

    private final BackendChoice backend;
    private final LogContexts logContexts;
    private final Trouble trouble;
    private final RunFigures figures = new RunFigures();
    private final OpenRuns open;
    private final RunAnswers answers;
    private final Connections connections = new Connections(this);
    private final HandlerRuns handlers = new HandlerRuns(this);
    private final ThreadLocal<@Nullable RunToken> current = new ThreadLocal<>();
    private final CarriedWork work;
    private volatile @Nullable LeftRuns leftRuns;
    private @Nullable LogTrial logTrial;
    private OutgoingCalls outgoing;
    private ExportedLines lines;

    /** @param trouble is told what fails on threads that no woven code brought here */
    public Runs(
            BackendChoice backend,
            LogContexts logContexts,
            Trouble trouble,
            AtomicInteger openRuns,
            AtomicInteger handedOver) {
        this.trouble = Trouble.quiet(trouble);
        this.backend = backend;
        this.logContexts = logContexts;
        this.open = new OpenRuns(openRuns, figures);
        this.answers = new RunAnswers(open, current);
        this.work = new CarriedWork(handedOver, current, this.trouble, this::enteredByWork);
        this.outgoing = new OutgoingCalls(work::here, DEFAULT_CALL_SPANS);
        this.lines = new ExportedLines(work::here, () -> null);
    }

    /** How many calls of one run get a span, from 0; {@link #DEFAULT_CALL_SPANS} by default. To be said before any run. */
    public Runs maxCallSpans(int spans) {
        outgoing = new OutgoingCalls(work::here, spans);
        return this;
    }

    /** Where the lines go that runs log; null as long as none are exported, as by default. To be said before any run. */
    public Runs exportLines(Supplier<@Nullable LogQueue> queue) {
        lines = new ExportedLines(work::here, queue);
        return this;
    }

    /** The lines that runs log. */
    ExportedLines lines() {
        return lines;
    }

    /** Who checks whether entries arrive where they are put; nobody by default. To be said before any run. */
    public Runs logCheck(LogCheck check) {
        logTrial = new LogTrial(check, logContexts, current);
        return this;
    }

    /** The calls that go out of runs. */
    OutgoingCalls outgoing() {
        return outgoing;
    }

    /** Who tells whether a run was left on a thread; without it every run is taken for one that waits there. */
    void leftRuns(LeftRuns tells) {
        leftRuns = tells;
    }

    Trouble trouble() {
        return trouble;
    }

    RunFigures figures() {
        return figures;
    }

    /** The run on this thread. */
    @Nullable RunToken current() {
        return work.here();
    }

    /** What this run's threads hand to others. */
    CarriedWork work() {
        return work;
    }

    /** What is heard of the answers to their requests. */
    RunAnswers answers() {
        return answers;
    }

    Connections connections() {
        return connections;
    }

    @Nullable RunToken enter(Object request, Map<String, List<String>> headers) {
        RunToken here = current.get();
        Run known = request instanceof RunToken ? ((RunToken) request).run() : open.byPart(request);
        if (known != null && known.isOpen()) {
            if (here != null && here.run() == known && here.isOfRequest()) {
                return null;
            }
            boolean inner = request instanceof RunToken && ((RunToken) request).isNested();
            return inner ? inside(known, here) : takeUp(known, here);
        }
        if (request instanceof RunToken) {
            // Such as the container's error page for a run that has ended.
            return null;
        }
        AttemptTelemetry telemetry = backend.telemetry();
        JobInvocation invocation = telemetry.read(new RequestHeaders(headers));
        if (invocation == null) {
            figures.oneIgnored(request);
            return null;
        }
        if (here != null && here.run().isOf(invocation)) {
            return null;
        }
        Run same = open.ofAttempt(invocation);
        if (same != null) {
            return inside(same, here);
        }
        open.endOverdue();
        return begin(telemetry, invocation, request, isLeft(here) ? takeAway(here) : here);
    }

    private boolean isLeft(@Nullable RunToken here) {
        LeftRuns tells = leftRuns;
        return here != null && tells != null && tells.isOnlyRequest();
    }

    /** A run is on this thread that nobody will ever take away: its end was missed. */
    private @Nullable RunToken takeAway(@Nullable RunToken here) {
        for (RunToken left = here; left != null; left = left.before()) {
            figures.oneLeaked();
            left.leave();
            if (left.isOfRequest()) {
                open.endIf(left.run(), left.run().threadLeaves(null, -1, false));
            } else {
                work.takenAway();
            }
        }
        current.remove();
        return null;
    }

    /** Woven code was taken away: ends the runs of a site that nobody else would end. Null for every site. */
    void endLost(@Nullable String site) {
        open.endLost(run -> site == null || run.site().equals(site));
        if (site == null) {
            work.forgetAll();
        }
    }

    private RunToken begin(
            AttemptTelemetry telemetry, JobInvocation invocation, Object request, @Nullable RunToken before) {
        AttemptScope scope = telemetry.start(invocation, Context.current(), MdcAccess.NONE);
        Run run = new Run(scope);
        open.add(run);
        open.addPart(run, request);
        return present(run, null, before);
    }

    /** Begins the run of a request that threads take up later, at this site; without a run if it is no job request. */
    ReadRequest beginApart(String site, Object request, Map<String, List<String>> headers) {
        RunToken token = enter(request, headers);
        if (token == null) {
            return ReadRequest.ORDINARY;
        }
        token.run().site(site);
        exit(token, null, Run.NO_STATUS, true);
        return token.isNested() ? ReadRequest.inside(token.run()) : ReadRequest.of(token.run());
    }

    /** Null if the request has no run that is open, or it is on this thread. */
    @Nullable RunToken resume(ReadRequest request) {
        Run run = request.run();
        RunToken here = current.get();
        if (run == null || !run.isOpen() || (here != null && here.run() == run && here.isOfRequest())) {
            return null;
        }
        return request.isInside() ? inside(run, here) : takeUp(run, here);
    }

    /** The run will get no answer any more. */
    void brokenOff(Run run) {
        open.endIf(run, run.brokenOff());
    }

    /** Begins a run that no request asked for. */
    RunToken beginLocal(AttemptTelemetry telemetry, String site, String job, String function) {
        open.endOverdue();
        Run run = new Run(telemetry.startLocal(job, function, Context.current(), MdcAccess.NONE));
        run.site(site);
        open.add(run);
        return present(run, null, current.get());
    }

    /** Makes the run present on this thread too. */
    RunToken takeUp(Run run) {
        return takeUp(run, current.get());
    }

    private RunToken takeUp(Run run, @Nullable RunToken before) {
        return present(run, run.scope().enter(MdcAccess.NONE), before);
    }

    /** A server behind the one that the run began at, on a thread that has heard nothing of it. */
    private RunToken inside(Run run, @Nullable RunToken before) {
        RunToken token = takeUp(run, before).nested();
        current.set(token);
        return token;
    }

    private RunToken present(Run run, @Nullable ThreadEntry entry, @Nullable RunToken before) {
        run.threadEnters();
        LogTrial trial = logTrial;
        if (trial != null) {
            trial.askIfDue(run);
        }
        RunToken token = new RunToken(run, entry, logContexts.enter(run.scope().mdcEntries()), before);
        current.set(token);
        return token;
    }

    /** Null as long as log events get the entries themselves. */
    private @Nullable LogEntries enteredByWork(Run run) {
        if (!logContexts.isPutOnEveryThread()) {
            return null;
        }
        return current.get() == null
                ? logContexts.enterAnew(run.scope().mdcEntries())
                : logContexts.enter(run.scope().mdcEntries());
    }

    void exit(RunToken token, @Nullable Throwable thrown, int status, boolean pending) {
        boolean answers = !token.isNested();
        try {
            token.leave();
        } finally {
            goBackTo(token.before());
            open.endIf(
                    token.run(),
                    token.run()
                            .threadLeaves(
                                    answers ? thrown : null, answers ? status : Run.NO_STATUS, pending || !answers));
        }
    }

    private void goBackTo(@Nullable RunToken before) {
        if (before == null) {
            current.remove();
        } else {
            current.set(before);
        }
    }

    /** The run's handler is over. */
    void finish(Run run, @Nullable Throwable failure) {
        run.failedWith(failure);
        open.endIf(run, run.completed());
    }

    HandlerCall handlerEnter(String site, String function, String job) {
        return handlers.enter(backend.telemetry(), site, function, job);
    }

    @Nullable Object handlerExit(HandlerCall call, @Nullable Object result, @Nullable Throwable thrown, boolean exchangeable) {
        return handlers.exit(call, result, thrown, exchangeable);
    }

    void futureDone(Object future) {
        handlers.futureDone(future);
    }

    /** The entries of a log event, with those of the run on this thread whose keys are absent; null if that is none. */
    @Nullable Map<String, String> logged(Map<String, String> mdc) {
        RunToken here = current();
        if (here == null) {
            return null;
        }
        MdcEntries entries = here.run().scope().mdcEntries();
        Map<String, String> merged = null;
        for (int i = 0; i < entries.size(); i++) {
            String key = entries.keyAt(i);
            String value = entries.valueAt(i);
            if (key != null && value != null && !mdc.containsKey(key)) {
                merged = merged == null ? new LinkedHashMap<>(mdc) : merged;
                merged.put(key, value);
            }
        }
        return merged;
    }

    /**
     * An MDC is being used, perhaps one that came into being before its class was woven. Answers whether it is known to
     * all runs, those to come included.
     */
    boolean logContextUsed(Object mdc) {
        RunToken here = current.get();
        LogEntries logged = here == null ? null : here.logged();
        if (logged == null) {
            return false;
        }
        if (logged.knows(mdc)) {
            return open.isOnlyOne() && !LogTrial.isOne(here);
        }
        if (!LogTrial.isOne(here)) {
            logContexts.add(mdc);
        }
        logged.putInto(mdc);
        return false;
    }

    /** An MDC came into being while runs are open. */
    void fill(Object mdc) {
        RunToken here = current.get();
        LogEntries logged = here == null ? null : here.logged();
        if (logged != null && !logged.knows(mdc)) {
            logged.putInto(mdc);
        }
    }
}
