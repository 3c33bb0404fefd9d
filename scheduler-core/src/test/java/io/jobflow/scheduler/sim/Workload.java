package io.jobflow.scheduler.sim;

import io.jobflow.scheduler.cron.CronDialect;
import io.jobflow.scheduler.cron.DaylightSaving;
import io.jobflow.scheduler.engine.Command;
import io.jobflow.scheduler.execution.Execution;
import io.jobflow.scheduler.execution.ExecutionId;
import io.jobflow.scheduler.execution.ExecutionStatus;
import io.jobflow.scheduler.execution.Trigger;
import io.jobflow.scheduler.job.ConcurrencyPolicy.Overlap;
import io.jobflow.scheduler.job.JobDefinition;
import io.jobflow.scheduler.job.LostPolicy;
import io.jobflow.scheduler.job.ShardPlan;
import io.jobflow.scheduler.schedule.CronSchedule;
import io.jobflow.scheduler.schedule.FixedDelaySchedule;
import io.jobflow.scheduler.schedule.FixedRateSchedule;
import io.jobflow.scheduler.schedule.ManualSchedule;
import io.jobflow.scheduler.schedule.MisfirePolicy;
import io.jobflow.scheduler.schedule.OneTimeSchedule;
import io.jobflow.scheduler.schedule.Schedule;
import io.jobflow.scheduler.schedule.Timetable;
import io.jobflow.scheduler.testkit.Jobs;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.SplittableRandom;

/** What people ask for: jobs of every kind, and commands about jobs and executions that may or may not be there. */
final class Workload {

    static final List<String> NAMES = List.of("a", "b", "c", "d");

    private static final String[] FAST_CRONS = {"*/5 * * * * *", "*/20 * * * * *", "7,37 * * * * *", "0 * * * * *"};
    private static final String[] SLOW_CRONS = {
        "0 */5 * * * *", "0 0 * * * *", "0 30 2 * * *", "0 15,45 1-3 * * *", "0 */20 2 * * *", "0 0 2,3 * * *"
    };
    private static final int[] FAST_MILLIS = {250, 1_000, 3_000, 7_000};
    private static final int[] SLOW_MILLIS = {60_000, 420_000, 1_800_000};

    private final SimWorld world;
    private final SplittableRandom random;

    Workload(SimWorld world, SplittableRandom random) {
        this.world = world;
        this.random = random;
    }

    Command command() {
        String name = NAMES.get(random.nextInt(NAMES.size()));
        return switch (random.nextInt(19)) {
            case 0 -> new Command.CreateJob(definition(name));
            case 1, 2, 3 -> new Command.PutJob(definition(name));
            case 4 -> new Command.DeleteJob(name);
            case 5, 6 -> new Command.EnableJob(name, random.nextInt(3) > 0);
            case 7, 8, 9 ->
                new Command.TriggerJob(name, Trigger.API, "k" + random.nextInt(3), "h" + random.nextInt(2), null);
            case 10, 11 -> new Command.TriggerJob(name, Trigger.MANUAL, null, null, "{\"by\":\"hand\"}");
            case 12, 13 -> anyExecution(name, false);
            case 16 -> prune();
            case 17 -> backfill(name);
            case 18 -> new Command.CancelBackfill(random.nextInt(1, 6));
            default -> anyExecution(name, true);
        };
    }

    private Command backfill(String name) {
        Instant to = world.clock.now().minus(world.pace.part(random, 4));
        Instant from = to.minus(world.pace.part(random, 8)).minusMillis(1);
        return new Command.StartBackfill(name, from, to, random.nextInt(1, 4), null, null, null, 0);
    }

    /**
     * Asks for some executions to be removed that the store has as finished, never the newest; those that are sent again
     * meanwhile must stay.
     */
    private Command prune() {
        List<ExecutionId> some = world.store.newestExecutions().stream()
                .skip(1)
                .filter(execution -> execution.status().isFinal() && random.nextBoolean())
                .map(Execution::id)
                .toList();
        return new Command.Prune(some, List.of());
    }

    private Command anyExecution(String name, boolean reopen) {
        List<Execution> newest = world.store.newestExecutions().stream()
                .filter(one -> one.seenAt(world.clock.now()).status() != ExecutionStatus.PLANNED)
                .toList();
        List<Execution> fitting = newest.stream()
                .filter(execution ->
                        reopen ? hasFailed(execution) : !execution.status().isFinal())
                .toList();
        List<Execution> from = fitting.isEmpty() ? newest : fitting;
        if (from.isEmpty()) {
            return new Command.TriggerJob(name, Trigger.API, null, null, null);
        }
        Execution one = from.get(random.nextInt(from.size()));
        return reopen ? new Command.Reopen(one) : new Command.Cancel(one);
    }

    private static boolean hasFailed(Execution execution) {
        return execution.status().isFinal()
                && execution.shards().stream().anyMatch(shard -> shard.status().isFailed());
    }

    JobDefinition definition(String name) {
        MisfirePolicy.Action[] actions = MisfirePolicy.Action.values();
        Overlap[] overlaps = Overlap.values();
        int threshold = world.pace.fast() ? 3_000 : 300_000;
        Jobs job = Jobs.manual(name)
                .timetable(timetable(name))
                .misfire(
                        actions[random.nextInt(actions.length)],
                        Duration.ofMillis(random.nextInt(0, threshold)),
                        random.nextInt(1, 6))
                .concurrency(overlaps[random.nextInt(overlaps.length)], random.nextInt(1, 4))
                .maxQueued(random.nextInt(1, 9))
                .shards(new ShardPlan.Count(random.nextInt(3) == 0 ? random.nextInt(2, 4) : 1))
                .timeout(Duration.ofSeconds(random.nextInt(1, 20)))
                .maxAttempts(random.nextInt(1, 4))
                .delays(Duration.ofMillis(random.nextInt(0, 3_000)), Duration.ofSeconds(random.nextInt(3, 20)))
                .onLost(random.nextInt(3) == 0 ? LostPolicy.GIVE_UP : LostPolicy.RETRY)
                .urls(random.nextBoolean() ? "http://one:1" : "http://two:1")
                .priority(random.nextInt(-1, 2));
        return random.nextInt(3) > 0 ? job.build() : job.statusPath("/status").build();
    }

    /** A schedule, now and then in a window or with its requests spread. */
    private Timetable timetable(String name) {
        Instant now = world.clock.now();
        ZoneId zone = ZoneId.of(world.pace.zone());
        ZonedDateTime from = random.nextInt(6) == 0
                ? now.plus(world.pace.part(random, 6))
                        .truncatedTo(ChronoUnit.MILLIS)
                        .atZone(zone)
                : null;
        ZonedDateTime until = random.nextInt(6) == 0
                ? now.plus(world.pace.span()).plus(world.pace.part(random, 6)).atZone(zone)
                : null;
        Duration jitter = random.nextInt(4) > 0
                ? Duration.ZERO
                : Duration.ofMillis(random.nextInt(1, world.pace.fast() ? 2_000 : 120_000));
        boolean isEmpty = from != null && until != null && !from.isBefore(until);
        return new Timetable(schedule(name), from, isEmpty ? null : until, null, jitter);
    }

    private Schedule schedule(String name) {
        int draw = random.nextInt(11);
        if (draw == 10) {
            return new FixedDelaySchedule(Duration.ofMillis(random.nextInt(100, world.pace.fast() ? 5_000 : 600_000)));
        } else if (draw == 0) {
            return new ManualSchedule();
        } else if (draw == 1) {
            Instant at = world.clock.now().plus(world.pace.part(random, 4)).truncatedTo(ChronoUnit.MILLIS);
            return new OneTimeSchedule(at.atZone(ZoneId.of(world.pace.zone())));
        } else if (draw < 6) {
            return cron(name);
        }
        int[] rates = world.pace.fast() ? FAST_MILLIS : SLOW_MILLIS;
        return new FixedRateSchedule(Duration.ofMillis(rates[random.nextInt(rates.length)]));
    }

    private Schedule cron(String name) {
        String[] texts = world.pace.fast() ? FAST_CRONS : SLOW_CRONS;
        String text = texts[random.nextInt(texts.length)];
        DaylightSaving policy = random.nextInt(3) == 0 ? DaylightSaving.WALL_CLOCK : DaylightSaving.ONCE;
        ZoneId zone = ZoneId.of(random.nextInt(4) == 0 ? "Asia/Shanghai" : world.pace.zone());
        return CronSchedule.of(text, CronDialect.UNIX, policy, zone, name);
    }
}
