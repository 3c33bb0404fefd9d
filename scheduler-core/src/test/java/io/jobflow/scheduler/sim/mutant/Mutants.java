package io.jobflow.scheduler.sim.mutant;

import io.jobflow.scheduler.cron.DaylightSaving;
import io.jobflow.scheduler.engine.Effect;
import io.jobflow.scheduler.engine.Event;
import io.jobflow.scheduler.job.ConcurrencyPolicy;
import io.jobflow.scheduler.job.JobDefinition;
import io.jobflow.scheduler.job.RetryPolicy;
import io.jobflow.scheduler.schedule.CronSchedule;
import io.jobflow.scheduler.schedule.MisfirePolicy;
import io.jobflow.scheduler.store.StoreWrite;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The planted faults, each with the checker that must find it. */
public enum Mutants {
    M1_UNIQUE_KEY_REMOVED("S1 one-row", UniqueKeyRemoved::new),
    M2_NEXT_FIRE_IN_A_TRANSACTION_OF_ITS_OWN("S2 fires", FiresSplit::new),
    M3_SENT_BEFORE_COMMIT("S8 attempts", SentBeforeCommit::new),
    M5_STALE_ANSWER_TAKEN("S9 outcomes", StaleAnswerTaken::new),
    M8_SETTLED_ONCE("L1 fires-end", SettledOnce::new),
    M9_RETRY_USES_UP_NO_ATTEMPT("S8 attempts", () -> new MisreadJobs(Mutants::withoutAttemptLimit)),
    M10_NO_ROW_WITHOUT_RUN("S2 fires", NoRowWithoutRun::new),
    M11_ONE_CAUGHT_UP_TOO_MANY("S2 fires", () -> new MisreadJobs(Mutants::oneMoreCaughtUp)),
    M12_FINISHED_SHARDS_RUN_AGAIN("S5 transitions", FinishedShardsRunAgain::new),
    M13_REPEATED_HOUR_FIRES_TWICE("S2 fires", () -> new MisreadJobs(Mutants::byWallClock)),
    M14_CANCELLATION_NOT_WRITTEN("S6 durable", CancellationNotWritten::new),
    M15_CONCURRENCY_LIMIT_IGNORED("S7 limits", () -> new MisreadJobs(Mutants::withoutLimit)),
    M16_ACKNOWLEDGED_BEFORE_COMMIT("S6 durable", AcknowledgedBeforeCommit::new),
    M17_WRITTEN_AND_FORGOTTEN("L1 fires-end", Forgetful::new),
    M18_NEVER_SLEEPS("L3 no-busy-loop", Sleepless::new);

    private final String checker;
    private final Supplier<Mutant> maker;

    Mutants(String checker, Supplier<Mutant> maker) {
        this.checker = checker;
        this.maker = maker;
    }

    /** Name of the checker that is meant for it. */
    public String checker() {
        return checker;
    }

    /** A new one, for one world. */
    public Mutant create() {
        return maker.get();
    }

    private static JobDefinition withoutAttemptLimit(JobDefinition job) {
        RetryPolicy retry = job.retry();
        return Altered.retry(
                job, new RetryPolicy(100, retry.backoff(), retry.initialDelay(), retry.maxDelay(), retry.jitter()));
    }

    private static JobDefinition oneMoreCaughtUp(JobDefinition job) {
        MisfirePolicy policy = job.misfire();
        return Altered.misfire(job, new MisfirePolicy(policy.action(), policy.threshold(), policy.maxCatchUp() + 1));
    }

    private static JobDefinition byWallClock(JobDefinition job) {
        return job.schedule() instanceof CronSchedule cron
                ? Altered.schedule(
                        job,
                        CronSchedule.of(
                                cron.text(), cron.dialect(), DaylightSaving.WALL_CLOCK, cron.zone(), job.name()))
                : job;
    }

    private static JobDefinition withoutLimit(JobDefinition job) {
        return Altered.concurrency(
                job,
                new ConcurrencyPolicy(
                        job.concurrency().overlap(), 100, job.concurrency().maxQueued()));
    }

    /** The result of every write that starts an attempt is dropped. */
    private static final class Forgetful extends Mutant {

        private final Set<Long> starts = new HashSet<>();

        @Override
        public List<Effect> asked(List<Effect> effects) {
            for (Effect effect : effects) {
                if (effect instanceof Effect.Write write && write.write() instanceof StoreWrite.StartAttempt) {
                    starts.add(write.writeId());
                }
            }
            return effects;
        }

        @Override
        public Event told(Event event) {
            return event instanceof Event.Written written && starts.remove(written.writeId())
                    ? new Event.Tick()
                    : event;
        }
    }

    private static final class Sleepless extends Mutant {

        @Override
        public @Nullable Duration untilNextWake(@Nullable Duration asked) {
            return Duration.ZERO;
        }
    }
}
