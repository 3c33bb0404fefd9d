package io.jobflow.scheduler.engine;

import io.jobflow.scheduler.execution.Epoch;
import io.jobflow.scheduler.execution.Execution;
import io.jobflow.scheduler.execution.ExecutionId;
import io.jobflow.scheduler.execution.FencingToken;
import io.jobflow.scheduler.execution.Ids;
import io.jobflow.scheduler.execution.ShardRun;
import io.jobflow.scheduler.job.FireTimes;
import io.jobflow.scheduler.job.Job;
import io.jobflow.scheduler.job.JobId;
import io.jobflow.scheduler.schedule.BusinessCalendar;
import io.jobflow.scheduler.store.StoreWrite;
import io.jobflow.scheduler.store.WriteResult;
import io.jobflow.scheduler.time.Moment;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Everything one engine knows, and the list of effects that grows during a step. It runs ahead of the store: a write
 * asked for counts as done, because writes are applied in order and repeated until they succeed; what must not happen
 * before a write is durable stands in the write's continuation. Nothing here iterates over a hash order. Confined to the
 * engine's thread.
 */
final class EngineState {

    private static final int MAX_REMEMBERED_ENDS = 10_000;

    /** How an execution stood at its end; the attempts tell lives apart that ended in the same millisecond. */
    private record End(@Nullable Instant at, int attempts) {

        /** Of an execution that lives again. */
        static final End NONE = new End(null, -1);

        static End of(Execution execution) {
            int attempts = 0;
            for (ShardRun shard : execution.shards()) {
                attempts += shard.attempts().size();
            }
            return new End(execution.finishedAt(), attempts);
        }
    }

    final EngineSettings settings;
    final Ids ids;
    final Timers timers = new Timers();
    final Slots slots;
    final RateLimits rates;
    final WrittenAhead ahead;
    final ReadyShards ready = new ReadyShards();
    final DueJobs dueJobs;
    final PlannedFires planned = new PlannedFires();
    final NavigableMap<ExecutionId, LiveExecution> live = new TreeMap<>();
    final Map<JobId, JobState> jobs = new TreeMap<>();
    final Map<String, BusinessCalendar> calendars = new TreeMap<>();
    boolean stopping;

    private final Map<String, JobState> jobsByName = new TreeMap<>();
    private final Map<Long, Consumer<WriteResult>> continuations = new TreeMap<>();
    private final Map<ExecutionId, End> recentEnds = new LinkedHashMap<>();
    private final Set<ExecutionId> recentlyPruned = new LinkedHashSet<>();
    private List<Effect> effects = new ArrayList<>();
    private Moment now = new Moment(Instant.EPOCH, 0);
    private Epoch epoch = new Epoch(0);
    private long tokenCounter;
    private long lastWriteId;
    private long lastJobId;

    EngineState(EngineSettings settings, Ids ids) {
        this.settings = settings;
        this.ids = ids;
        this.slots = new Slots(settings);
        this.ahead = new WrittenAhead(settings);
        this.rates = new RateLimits(settings.rateLimits(), timers);
        this.dueJobs = new DueJobs(settings.planAhead());
    }

    void beginEpoch(Epoch newEpoch, long greatestJobId) {
        epoch = newEpoch;
        lastJobId = greatestJobId;
    }

    void beginStep(Moment moment) {
        now = moment;
    }

    List<Effect> endStep() {
        List<Effect> done = effects;
        effects = new ArrayList<>();
        return done;
    }

    Instant wall() {
        return now.wall();
    }

    long nanos() {
        return now.nanos();
    }

    /** Has a shard do something later, in place of what it was to do later before: a shard waits for one thing at a time. */
    void after(Duration wait, LiveExecution execution, int shardIndex, Runnable action) {
        cancelTimer(execution, shardIndex);
        long at = now.nanos() + Math.max(0, wait.toNanos());
        execution.timers.put(shardIndex, timers.at(at, action));
    }

    void cancelTimer(LiveExecution execution, int shardIndex) {
        Timers.Timer timer = execution.timers.remove(shardIndex);
        if (timer != null) {
            timers.cancel(timer);
        }
    }

    void write(StoreWrite write, Consumer<WriteResult> whenDurable) {
        long id = ++lastWriteId;
        continuations.put(id, whenDurable);
        effects.add(new Effect.Write(id, write));
    }

    void written(long writeId, WriteResult result) {
        Consumer<WriteResult> continuation = continuations.remove(writeId);
        if (continuation != null) {
            continuation.accept(result);
        }
    }

    /** Whether some write that was asked for is not known to be durable. */
    boolean hasWritesUnderWay() {
        return !continuations.isEmpty();
    }

    int countWritesUnderWay() {
        return continuations.size();
    }

    void emit(Effect effect) {
        effects.add(effect);
    }

    void happened(Notice notice) {
        effects.add(new Effect.Happened(notice));
    }

    FencingToken nextToken() {
        return FencingToken.of(epoch, ++tokenCounter);
    }

    JobId nextJobId() {
        return new JobId(++lastJobId);
    }

    @Nullable JobState jobNamed(String name) {
        return jobsByName.get(name);
    }

    /** Makes a job known, or replaces what is known of it. */
    JobState keep(Job job) {
        JobState state = jobs.computeIfAbsent(job.id(), id -> new JobState(job));
        dueJobs.remove(state.job);
        state.job = job;
        if (job.deletedAt() == null) {
            jobsByName.put(job.name(), state);
        } else {
            jobsByName.remove(job.name(), state);
        }
        dueJobs.add(job);
        return state;
    }

    void forgetIfGone(JobState state) {
        if (state.isGone()) {
            jobs.remove(state.job.id());
        }
    }

    /** The fire times of a living job, by the calendar that it names. */
    FireTimes fireTimes(Job job) {
        String named = job.definition().timetable().calendar();
        BusinessCalendar calendar = named == null ? null : calendars.get(named);
        if (named != null && calendar == null) {
            throw new IllegalStateException("job " + job.id() + " (\"" + job.name() + "\") names calendar \"" + named
                    + "\", which the store does not hold");
        }
        return new FireTimes(job, calendar);
    }

    /** The job whose fire is due first, if it is; null when none is. */
    @Nullable JobState nextDueJob() {
        JobId first = dueJobs.first(now.wall());
        return first == null ? null : jobs.get(first);
    }

    /** Whether an execution is known to be final. */
    boolean hasEndedLately(ExecutionId id) {
        End known = recentEnds.get(id);
        return known != null && known != End.NONE;
    }

    /** Hears that a final execution lives again, so that an older word about its end is known to be outdated. */
    void revived(ExecutionId id) {
        remember(id, End.NONE);
    }

    /** Forgets a final execution, but for how it ended. */
    void ended(Execution execution) {
        live.remove(execution.id());
        recentlyPruned.remove(execution.id()); // Who asked to prune it too early was passed over.
        remember(execution.id(), End.of(execution));
    }

    private void remember(ExecutionId id, End end) {
        recentEnds.remove(id);
        recentEnds.put(id, end);
        if (recentEnds.size() > MAX_REMEMBERED_ENDS) {
            recentEnds.remove(recentEnds.keySet().iterator().next());
        }
    }

    /** Remembers that an execution is no more, for those who have read it before. */
    void pruned(ExecutionId id) {
        recentlyPruned.remove(id);
        recentlyPruned.add(id);
        if (recentlyPruned.size() > MAX_REMEMBERED_ENDS) {
            recentlyPruned.remove(recentlyPruned.iterator().next());
        }
    }

    /** Whether a job's id is not the greatest. */
    boolean isOlderJob(JobId id) {
        return id.value() < lastJobId;
    }

    /** Whether an execution read from the store is older than what the engine knows of its end. */
    boolean isOutdated(Execution execution) {
        End known = recentEnds.get(execution.id());
        return recentlyPruned.contains(execution.id())
                || !execution.status().isFinal()
                || (known != null && !known.equals(End.of(execution)));
    }
}
