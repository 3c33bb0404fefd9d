package io.jobflow.scheduler.engine;

import io.jobflow.bridge.JobResult;
import io.jobflow.scheduler.dispatch.Answer;
import io.jobflow.scheduler.dispatch.DispatchRequest;
import io.jobflow.scheduler.execution.Execution;
import io.jobflow.scheduler.execution.FencingToken;
import io.jobflow.scheduler.execution.Outcome;
import io.jobflow.scheduler.execution.Trigger;
import io.jobflow.scheduler.job.ConcurrencyPolicy.Overlap;
import io.jobflow.scheduler.job.JobDefinition;
import io.jobflow.scheduler.job.LostPolicy;
import io.jobflow.scheduler.job.ShardPlan;
import io.jobflow.scheduler.schedule.MisfirePolicy;
import io.jobflow.scheduler.testkit.Jobs;
import io.jobflow.scheduler.testkit.SchedulerHarness;
import io.jobflow.scheduler.testkit.SchedulerHarness.CommitFate;
import io.jobflow.scheduler.testkit.SchedulerHarness.ProcessLost;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;

/**
 * One history drawn from a seed: people who create, change, trigger, cancel and reopen, executors that answer in every
 * way, clocks that jump, processes and commits that are lost. {@link HistoryChecks} looks after every step; at the end
 * everything is answered, and nothing may be left.
 *
 * <p>Each concern draws from a stream of its own, so that another draw in one does not shift the others.
 */
final class EngineHistory {

    static final EngineSettings TIGHT = new EngineSettings(
            6, 3, 2, 3, Duration.ofSeconds(1), Duration.ofMillis(500), EngineSettings.DEFAULT.planAhead());

    private static final int STEPS = 50;
    private static final List<String> NAMES = List.of("a", "b", "c");

    private final SchedulerHarness scheduler;
    private final HistoryChecks checks;
    private final SplittableRandom what;
    private final SplittableRandom jobs;
    private final SplittableRandom answers;
    private final SplittableRandom clocks;
    private final SplittableRandom faults;
    private final List<String> log = new ArrayList<>();
    private final Set<FencingToken> answered = new TreeSet<>();

    EngineHistory(long seed, SchedulerHarness scheduler) {
        SplittableRandom root = new SplittableRandom(seed);
        this.scheduler = scheduler;
        this.checks = new HistoryChecks(scheduler);
        this.what = root.split();
        this.jobs = root.split();
        this.answers = root.split();
        this.clocks = root.split();
        this.faults = root.split();
    }

    /** Plays the history to its end. */
    void play() {
        for (String name : NAMES) {
            step(() -> round(new Command.CreateJob(definition(name))));
        }
        for (int i = 0; i < STEPS; i++) {
            step(nextStep());
        }
        heal();
    }

    /** What was written, sent and replied, in order: the same seed gives the same. */
    List<Object> facts() {
        return List.of(scheduler.writes, scheduler.sent, scheduler.notices, log);
    }

    /** The steps so far, for a person who has to find out what went wrong. */
    List<String> log() {
        return log;
    }

    private void step(Runnable step) {
        armFault();
        try {
            step.run();
        } catch (ProcessLost lost) {
            log("process lost");
            checks.afterLoss();
            comeBack();
        }
        scheduler.atCommit(-1, CommitFate.APPLIED);
        checks.afterStep();
    }

    private void armFault() {
        int draw = faults.nextInt(100);
        CommitFate fate = draw < 5
                ? CommitFate.LOST
                : draw < 10 ? CommitFate.APPLIED_UNHEARD : draw < 18 ? CommitFate.REPEATED : CommitFate.APPLIED;
        int commitsBefore = faults.nextInt(3);
        if (fate != CommitFate.APPLIED) {
            log("commit " + commitsBefore + " will be " + fate);
        }
        scheduler.atCommit(commitsBefore, fate);
    }

    private void comeBack() {
        scheduler.atCommit(-1, CommitFate.APPLIED);
        if (faults.nextBoolean()) {
            Duration down = pause();
            log("down for " + down);
            scheduler.advanceWhileDown(down);
        }
        scheduler.restart();
    }

    private Runnable nextStep() {
        int draw = what.nextInt(100);
        if (draw < 38) {
            return this::letTimePass;
        } else if (draw < 88) {
            return this::severalEvents;
        } else if (draw < 93) {
            return this::jumpClock;
        } else {
            return () -> {
                throw new ProcessLost();
            };
        }
    }

    private void letTimePass() {
        Duration pause = pause();
        log("advance " + pause);
        scheduler.advance(pause);
    }

    private Duration pause() {
        return switch (clocks.nextInt(6)) {
            case 0 -> Duration.ZERO;
            case 1 -> Duration.ofMillis(clocks.nextInt(1, 300));
            case 2, 3 -> Duration.ofMillis(clocks.nextInt(300, 3_000));
            case 4 -> Duration.ofSeconds(clocks.nextInt(3, 20));
            default -> Duration.ofSeconds(clocks.nextInt(20, 90));
        };
    }

    private void jumpClock() {
        Duration jump = Duration.ofMillis(clocks.nextInt(-20_000, 20_000));
        log("wall clock jumps by " + jump);
        scheduler.time.setWall(scheduler.time.now().plus(jump));
        scheduler.advance(Duration.ZERO);
    }

    private void severalEvents() {
        List<Event> events = new ArrayList<>();
        int count = what.nextBoolean() ? what.nextInt(2, 8) : 1;
        for (int i = 0; i < count; i++) {
            if (what.nextInt(100) < 55) {
                addAnswer(events);
            } else {
                addCommand(events, command());
            }
        }
        play(events);
    }

    private void round(Command command) {
        List<Event> events = new ArrayList<>();
        addCommand(events, command);
        play(events);
    }

    private void addCommand(List<Event> events, Command command) {
        log(command.toString());
        events.add(scheduler.request(command));
    }

    private void play(List<Event> events) {
        if (clocks.nextInt(5) == 0) {
            Duration busy = Duration.ofMillis(clocks.nextInt(1, 2_000));
            log("busy for " + busy);
            scheduler.time.advance(busy);
        }
        scheduler.round(events.toArray(Event[]::new));
        for (Event event : events) {
            if (event instanceof Event.Requested request) {
                Reply reply = scheduler.takeReply(request);
                log(String.valueOf(reply));
                checks.replied(request.command(), reply);
            }
        }
    }

    private Command command() {
        String name = NAMES.get(jobs.nextInt(NAMES.size()));
        return switch (jobs.nextInt(18)) {
            case 0 -> new Command.CreateJob(definition(name));
            case 1, 2, 3 -> new Command.PutJob(definition(name));
            case 4 -> new Command.DeleteJob(name);
            case 5, 6 -> new Command.EnableJob(name, jobs.nextInt(3) > 0);
            case 7, 8, 9 -> {
                String key = "k" + jobs.nextInt(2);
                yield new Command.TriggerJob(name, Trigger.API, key, "h" + jobs.nextInt(2), null);
            }
            case 10, 11 -> new Command.TriggerJob(name, Trigger.MANUAL, null, null, "{\"by\":\"hand\"}");
            case 16 -> {
                Instant to = scheduler.time.now().minusSeconds(jobs.nextInt(60));
                yield new Command.StartBackfill(
                        name, to.minusSeconds(jobs.nextInt(1, 20)), to, jobs.nextInt(1, 4), null, null, null, 0);
            }
            case 17 -> new Command.CancelBackfill(jobs.nextInt(1, 6));
            case 12, 13 -> anyExecution(name, false);
            default -> anyExecution(name, true);
        };
    }

    private Command anyExecution(String name, boolean reopen) {
        List<Execution> known = scheduler.everything();
        if (known.isEmpty()) {
            return new Command.TriggerJob(name, Trigger.API, null, null, null);
        }
        List<Execution> fitting = known.stream()
                .filter(execution -> execution.status().isFinal() == reopen
                        && (!reopen
                                || execution.shards().stream()
                                        .anyMatch(shard -> shard.status().isFailed())))
                .toList();
        List<Execution> from = fitting.isEmpty() ? known : fitting;
        Execution one = from.get(jobs.nextInt(from.size()));
        return reopen ? new Command.Reopen(one) : new Command.Cancel(one);
    }

    private JobDefinition definition(String name) {
        Duration[] rates = {Duration.ofMillis(250), Duration.ofSeconds(1), Duration.ofSeconds(7), Duration.ofMinutes(1)
        };
        int rate = jobs.nextInt(6);
        Jobs job = rate < rates.length ? Jobs.every(rates[rate]).named(name) : Jobs.manual(name);
        MisfirePolicy.Action[] actions = MisfirePolicy.Action.values();
        Overlap[] overlaps = Overlap.values();
        return job.misfire(
                        actions[jobs.nextInt(actions.length)],
                        Duration.ofMillis(jobs.nextInt(0, 3_000)),
                        jobs.nextInt(1, 6))
                .concurrency(overlaps[jobs.nextInt(overlaps.length)], jobs.nextInt(1, 4))
                .maxQueued(jobs.nextInt(1, 9))
                .shards(new ShardPlan.Count(jobs.nextInt(3) == 0 ? jobs.nextInt(2, 4) : 1))
                .timeout(Duration.ofSeconds(jobs.nextInt(1, 20)))
                .maxAttempts(jobs.nextInt(1, 4))
                .onLost(jobs.nextInt(3) == 0 ? LostPolicy.GIVE_UP : LostPolicy.RETRY)
                .urls(jobs.nextBoolean() ? "http://one:1" : "http://two:1")
                .priority(jobs.nextInt(-1, 2))
                .build();
    }

    private void addAnswer(List<Event> events) {
        if (scheduler.sent.isEmpty()) {
            return;
        }
        List<DispatchRequest> open = scheduler.sent.stream()
                .filter(request -> !answered.contains(request.attempt().token()))
                .toList();
        boolean late = open.isEmpty() || answers.nextInt(12) == 0;
        List<DispatchRequest> from = late ? scheduler.sent : open;
        DispatchRequest request = from.get(answers.nextInt(from.size()));
        Answer answer = answer();
        answered.add(request.attempt().token());
        log(answer + " to attempt " + request.attempt().number() + " of shard "
                + request.shard().index() + " of " + request.execution().id());
        events.add(SchedulerHarness.returned(request, answer));
    }

    private Answer answer() {
        int draw = answers.nextInt(12);
        if (draw == 0) {
            return new Answer.Accepted();
        }
        return new Answer.Ended(
                switch (draw) {
                    case 1, 2, 3 -> Outcome.retryable(JobResult.FAILURE, "broken");
                    case 4 -> new Outcome(JobResult.FAILURE, 404, "not found", null, false, null);
                    case 5 -> Outcome.retryable(JobResult.REJECTED, "busy");
                    case 6 -> new Outcome(JobResult.REJECTED, 429, "later", null, true, Duration.ofSeconds(3));
                    case 7 -> Outcome.retryable(JobResult.TIMEOUT, "too slow");
                    case 8 -> new Outcome(JobResult.SKIPPED, 200, "nothing to do", "at 7", false, null);
                    default -> Outcome.success(200);
                });
    }

    /** Ends all schedules, answers everything, lets every wait pass; then nothing may be left. */
    private void heal() {
        for (String name : NAMES) {
            log("heal " + name);
            scheduler.submit(new Command.EnableJob(name, false));
            checks.afterStep();
        }
        for (int i = 0; i < 200 && scheduler.engine().load().liveExecutions() > 0; i++) {
            for (DispatchRequest request : List.copyOf(scheduler.sent)) {
                if (answered.add(request.attempt().token())) {
                    scheduler.answer(request, Outcome.success(200));
                }
            }
            checks.afterStep();
            scheduler.advance(Duration.ofSeconds(30));
            checks.afterStep();
        }
        checks.atTheEnd();
    }

    private void log(String line) {
        log.add(scheduler.time.now() + " " + line);
    }
}
