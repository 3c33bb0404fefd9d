package io.jobflow.scheduler.sim;

import io.jobflow.bridge.JobResult;
import io.jobflow.scheduler.dispatch.Answer;
import io.jobflow.scheduler.dispatch.DispatchRequest;
import io.jobflow.scheduler.dispatch.StatusAnswer;
import io.jobflow.scheduler.engine.Command;
import io.jobflow.scheduler.engine.Event;
import io.jobflow.scheduler.execution.FencingToken;
import io.jobflow.scheduler.execution.Outcome;
import io.jobflow.scheduler.sim.check.Fact;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * The network and the executors behind it. A request and its answer are two events, each of which can be lost; an
 * executor works, fails, refuses, hangs, answers late or twice, or accepts and is never heard of again.
 */
final class SimExecutors {

    private static final int[] CLIENT_ERRORS = {400, 404, 410, 422};
    private static final int[] SERVER_ERRORS = {408, 500, 502, 504};
    private static final int[] REFUSALS = {409, 429, 503};

    /** What an executor does for an attempt, until when, and how that ends. */
    private record Work(Duration until, @Nullable Answer end) {}

    private final Map<FencingToken, Work> known = new HashMap<>();
    private final SimWorld world;
    private final SplittableRandom random;

    SimExecutors(SimWorld world, SplittableRandom random) {
        this.world = world;
        this.random = random;
    }

    /** Takes an attempt from a process; the answer goes to that process alone, if it is there still. */
    void send(SimNode node, DispatchRequest request) {
        world.store.show(request.execution().id());
        world.fact(new Fact.RequestSent(
                request.execution().id(),
                request.execution().jobId(),
                request.shard().index(),
                request.attempt().number(),
                request.attempt().token(),
                request.execution().fireTime(),
                world.clock.now(),
                request.timeout()));
        if (request.attempt().startedAt().isBefore(request.execution().fireTime())) {
            world.sometimes.hit(Situation.SENT_LATER_THAN_RECORDED);
        }
        if (world.faults.strikes(Fault.REQUEST_LOST)) {
            answer(node, request, latency(), connectionBroken());
        } else {
            work(node, request);
        }
    }

    private void work(SimNode node, DispatchRequest request) {
        Duration timeout = request.timeout();
        Duration takes = latency().plus(latency());
        if (world.faults.strikes(Fault.SLOW_HANDLER)) {
            takes = takes.plus(share(timeout, random.nextDouble()));
        }
        if (world.faults.strikes(Fault.HANG)) {
            hang(node, request);
            works(request, takes, null);
        } else if (world.faults.strikes(Fault.ACCEPTED)) {
            answer(node, request, takes, new Answer.Accepted());
            Answer end = works(request, takes, outcome());
            if (random.nextBoolean() && end instanceof Answer.Ended ended) {
                Duration until = takes.plus(share(timeout, random.nextDouble() * 1.2));
                world.scheduler.after(until, () -> report(request, ended.outcome()));
            }
        } else if (world.faults.strikes(Fault.ANSWER_LATE)) {
            hang(node, request);
            Duration late = timeout.plus(share(timeout, random.nextDouble()));
            answer(node, request, late, works(request, late, outcome()));
        } else if (takes.compareTo(timeout) >= 0) {
            answer(node, request, timeout, timeOut());
        } else if (world.faults.strikes(Fault.ANSWER_LOST)) {
            works(request, takes, outcome());
            answer(node, request, takes, connectionBroken());
        } else {
            reply(node, request, takes);
        }
    }

    private void reply(SimNode node, DispatchRequest request, Duration takes) {
        Answer answer = works(request, takes, outcome());
        answer(node, request, takes, answer);
        if (world.faults.strikes(Fault.ANSWER_TWICE)) {
            Duration between = random.nextBoolean() ? latency() : Duration.ofMillis(random.nextInt(8_000));
            answer(node, request, takes.plus(between), random.nextBoolean() ? answer : outcome());
        }
    }

    /** Remembers what becomes of an attempt, for a process that asks; null when it never ends. */
    private Answer works(DispatchRequest request, Duration takes, @Nullable Answer end) {
        known.put(request.attempt().token(), new Work(world.scheduler.now().plus(takes), end));
        return end == null ? new Answer.Accepted() : end;
    }

    /** Calls back to say how an attempt has ended; only the store knows by then which process is there. */
    private void report(DispatchRequest request, Outcome outcome) {
        Outcome said = outcome.result() == JobResult.REJECTED ? Outcome.success(200) : outcome;
        world.store
                .findExecution(request.execution().id())
                .ifPresent(row -> world.people.ask(
                        new Command.Report(
                                row, request.shard().index(), request.attempt().number(), said),
                        0));
    }

    /** Is asked how an attempt stands. */
    void ask(SimNode node, DispatchRequest request) {
        world.scheduler.after(latency(), () -> {
            StatusAnswer answer = world.faults.strikes(Fault.ANSWER_LOST) ? new StatusAnswer.Silent() : stands(request);
            world.scheduler.after(
                    latency(),
                    () -> node.deliver(new Event.StatusTold(
                            request.execution().id(),
                            request.shard().index(),
                            request.attempt().number(),
                            answer)));
        });
    }

    private StatusAnswer stands(DispatchRequest request) {
        Work work = known.get(request.attempt().token());
        if (work == null) {
            return new StatusAnswer.Unknown();
        }
        boolean isOver = world.scheduler.now().compareTo(work.until()) >= 0;
        return isOver && work.end() instanceof Answer.Ended ended
                ? new StatusAnswer.Ended(ended.outcome())
                : new StatusAnswer.Running();
    }

    /** Either the client gives up at the time-out, or it does not even do that. */
    private void hang(SimNode node, DispatchRequest request) {
        if (random.nextBoolean()) {
            answer(node, request, request.timeout(), timeOut());
        }
    }

    private void answer(SimNode node, DispatchRequest request, Duration after, Answer answer) {
        world.scheduler.after(
                after,
                () -> node.deliver(new Event.Returned(
                        request.execution().id(),
                        request.shard().index(),
                        request.attempt().number(),
                        answer)));
    }

    private Duration latency() {
        return Duration.ofNanos(
                100_000L + random.nextInt(world.faults.isOn(Fault.SLOW_HANDLER) ? 300_000_000 : 9_000_000));
    }

    private static Duration share(Duration whole, double part) {
        return Duration.ofNanos((long) (whole.toNanos() * part));
    }

    private Answer outcome() {
        if (world.faults.strikes(Fault.SERVER_ERROR)) {
            return failed(SERVER_ERRORS[random.nextInt(SERVER_ERRORS.length)], true);
        } else if (world.faults.strikes(Fault.CLIENT_ERROR)) {
            return failed(CLIENT_ERRORS[random.nextInt(CLIENT_ERRORS.length)], false);
        } else if (world.faults.strikes(Fault.REFUSED)) {
            int status = REFUSALS[random.nextInt(REFUSALS.length)];
            Duration retryAfter = random.nextBoolean() ? Duration.ofSeconds(random.nextInt(0, 40)) : null;
            return new Answer.Ended(new Outcome(JobResult.REJECTED, status, "refused", null, true, retryAfter));
        }
        boolean idle = random.nextInt(10) == 0;
        return new Answer.Ended(
                idle ? new Outcome(JobResult.SKIPPED, 200, "idle", "at 7", false, null) : Outcome.success(200));
    }

    private static Answer failed(int status, boolean retryable) {
        return new Answer.Ended(
                new Outcome(JobResult.FAILURE, status, "executor answered " + status, null, retryable, null));
    }

    private static Answer connectionBroken() {
        return new Answer.Ended(Outcome.retryable(JobResult.FAILURE, "connection broken"));
    }

    private static Answer timeOut() {
        return new Answer.Ended(Outcome.retryable(JobResult.TIMEOUT, "no answer in time"));
    }
}
