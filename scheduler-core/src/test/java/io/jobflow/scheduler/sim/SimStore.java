package io.jobflow.scheduler.sim;

import io.jobflow.scheduler.engine.EngineLoad;
import io.jobflow.scheduler.execution.DeadLetter;
import io.jobflow.scheduler.execution.Epoch;
import io.jobflow.scheduler.execution.Execution;
import io.jobflow.scheduler.execution.ExecutionId;
import io.jobflow.scheduler.execution.ExecutionStatus;
import io.jobflow.scheduler.job.Job;
import io.jobflow.scheduler.job.JobId;
import io.jobflow.scheduler.sim.check.Fact;
import io.jobflow.scheduler.store.ExecutionFilter;
import io.jobflow.scheduler.store.JobStore;
import io.jobflow.scheduler.store.Page;
import io.jobflow.scheduler.store.PageRequest;
import io.jobflow.scheduler.store.Snapshot;
import io.jobflow.scheduler.store.StoreException;
import io.jobflow.scheduler.store.StoreWrite;
import io.jobflow.scheduler.store.WriteResult;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The model store behind a database that fails: before a commit, or after it with the word that it failed. What a commit
 * has left is read back and becomes facts; what was not committed is lost with the process.
 */
final class SimStore {

    private final JobStore store;
    private final SimWorld world;
    private final Map<ExecutionId, Execution> seen = new TreeMap<>();
    private final Map<ExecutionId, Execution> ended = new TreeMap<>();

    /** As they were written ahead: no fires yet, so that nobody sees them before their time, or they do something else. */
    private final Map<ExecutionId, Execution> planned = new TreeMap<>();

    private final Set<JobId> deleted = new TreeSet<>();
    private List<StoreWrite> lastBatch = List.of();
    private Epoch newest = new Epoch(0);

    SimStore(JobStore store, SimWorld world) {
        this.store = store;
        this.world = world;
    }

    Snapshot takeOver() {
        Snapshot snapshot = store.takeOver();
        newest = snapshot.epoch();
        world.fact(new Fact.NodeStarted(newest.value()));
        return snapshot;
    }

    List<WriteResult> write(Epoch epoch, List<StoreWrite> batch) {
        if (world.faults.strikes(Fault.COMMIT_FAILS)) {
            world.note("commit fails");
            throw new StoreException("simulated: nothing was written", null);
        }
        List<WriteResult> results = store.write(epoch, batch);
        look(batch, results);
        if (world.faults.strikes(Fault.COMMIT_UNKNOWN)) {
            world.note("commit done, outcome unknown");
            throw new StoreException("simulated: it was written, but who knows", null);
        }
        return results;
    }

    /** Says that everything a process has asked for is durable, when it took the time to be {@code wall}. */
    void roundDone(Epoch epoch, Instant wall) {
        if (epoch.equals(newest)) {
            showDue(null, wall);
            world.fact(new Fact.RoundDone(epoch.value(), wall));
        }
    }

    private void look(List<StoreWrite> batch, List<WriteResult> results) {
        boolean repeated = batch == lastBatch;
        if (repeated) {
            world.sometimes.hit(Situation.COMMIT_REPEATED);
        }
        lastBatch = batch;
        ended.clear();
        Map<ExecutionId, Boolean> touched = new LinkedHashMap<>();
        for (StoreWrite write : batch) {
            look(write, repeated, touched);
        }
        for (WriteResult result : results) {
            if (!result.duplicates().isEmpty()) {
                world.sometimes.hit(Situation.FIRE_KEY_TAKEN);
            }
        }
        planned.keySet().removeIf(id -> findExecution(id).isEmpty());
        touched.forEach((id, reopened) -> findExecution(id).ifPresent(row -> stored(row, reopened)));
    }

    private void stored(Execution row, boolean reopened) {
        Execution plan = planned.get(row.id());
        if (plan != null && row.status() != ExecutionStatus.PLANNED) {
            planned.remove(row.id());
            world.fact(new Fact.FiresRecorded(row.jobId(), dueAt(plan), List.of(row)));
        } else if (plan != null) {
            return;
        }
        Execution now = row.status() == ExecutionStatus.PLANNED ? row.begun(dueAt(row)) : row;
        if (!now.equals(seen.put(now.id(), now))) {
            world.fact(new Fact.ExecutionStored(now, reopened));
        }
    }

    private static Instant dueAt(Execution planned) {
        return Objects.requireNonNull(planned.startedAt());
    }

    /** One that was planned is a fire from now on. */
    void show(ExecutionId id) {
        Execution plan = planned.remove(id);
        if (plan != null) {
            Execution row = plan.begun(dueAt(plan));
            world.fact(new Fact.FiresRecorded(row.jobId(), dueAt(plan), List.of(row)));
            findExecution(id).ifPresent(stored -> stored(stored, false));
        }
    }

    /** Those of a job, or of all, whose time has come are fires. */
    private void showDue(@Nullable JobId job, Instant wall) {
        List<Execution> due = planned.values().stream()
                .filter(plan -> (job == null || plan.jobId().equals(job))
                        && !dueAt(plan).isAfter(wall))
                .sorted(Comparator.comparing(SimStore::dueAt).thenComparing(Execution::id))
                .toList();
        due.stream()
                .map(Execution::id)
                .filter(id -> findExecution(id).isPresent())
                .forEach(this::show);
    }

    private void look(StoreWrite write, boolean repeated, Map<ExecutionId, Boolean> touched) {
        if (write instanceof StoreWrite.SaveJob save) {
            if (!repeated) {
                showDue(save.job().id(), save.job().updatedAt());
                look(save.job());
            }
        } else if (write instanceof StoreWrite.RecordFires fires) {
            fires.executions().forEach(execution -> touched.putIfAbsent(execution.id(), false));
            if (!repeated) {
                look(fires);
            }
        } else if (write instanceof StoreWrite.RenewAttempt renewal) {
            touched.putIfAbsent(renewal.execution().id(), false);
        } else if (write instanceof StoreWrite.RecordTrigger trigger) {
            touched.putIfAbsent(trigger.execution().id(), false);
        } else if (write instanceof StoreWrite.StartAttempt start) {
            touched.putIfAbsent(start.execution().id(), false);
        } else if (write instanceof StoreWrite.SettleAttempt settle) {
            touched.putIfAbsent(settle.execution().id(), false);
            endedInBatch(settle.execution());
        } else if (write instanceof StoreWrite.UpdateExecution update) {
            touched.merge(update.execution().id(), update.redrivenAt() != null, (one, other) -> one || other);
            endedInBatch(update.execution());
        } else if (write instanceof StoreWrite.AdvanceBackfill advance) {
            advance.executions().forEach(execution -> touched.putIfAbsent(execution.id(), false));
            if (!advance.executions().isEmpty()) {
                world.sometimes.hit(Situation.BACKFILL_MADE);
            }
            store.findBackfill(advance.backfill().id())
                    .ifPresent(backfill -> world.fact(new Fact.BackfillStored(backfill)));
        } else if (write instanceof StoreWrite.Prune prune) {
            look(prune, touched);
        }
    }

    private void look(Job job) {
        if (job.deletedAt() != null) {
            deleted.add(job.id());
        } else if (deleted.contains(job.id())) {
            return;
        }
        world.fact(new Fact.JobSaved(job));
    }

    private void endedInBatch(Execution execution) {
        if (execution.status().isFinal()) {
            ended.put(execution.id(), execution);
        }
    }

    /** What has ended and is removed in the same commit is nowhere to be read; that it has ended is a fact all the same. */
    private void look(StoreWrite.Prune prune, Map<ExecutionId, Boolean> touched) {
        for (ExecutionId id : prune.executions()) {
            Execution end = ended.get(id);
            if (end != null && findExecution(id).isEmpty() && seen.put(id, end) != null) {
                world.fact(new Fact.ExecutionStored(end, touched.getOrDefault(id, false)));
            }
        }
        List<ExecutionId> gone = prune.executions().stream()
                .filter(id -> hasEnded(seen.get(id)) && findExecution(id).isEmpty())
                .toList();
        if (!gone.isEmpty()) {
            seen.keySet().removeAll(gone);
            world.sometimes.hit(Situation.PRUNED);
            world.fact(new Fact.Pruned(gone));
        }
    }

    /** One that ends later in the same commit is removed by a later write. */
    private static boolean hasEnded(@Nullable Execution last) {
        return last != null && last.status().isFinal();
    }

    private void look(StoreWrite.RecordFires fires) {
        if (fires.executions().stream().anyMatch(execution -> execution.status() == ExecutionStatus.PLANNED)) {
            fires.executions().stream()
                    .flatMap(execution -> findExecution(execution.id()).stream())
                    .filter(row -> !seen.containsKey(row.id()))
                    .forEach(row -> planned.putIfAbsent(row.id(), row));
        } else if (!fires.executions().isEmpty()) {
            Instant at = fires.executions().get(0).createdAt();
            List<Execution> stored = fires.executions().stream()
                    .map(execution -> findExecution(execution.id()).orElse(null))
                    .filter(Objects::nonNull)
                    .toList();
            world.fact(new Fact.FiresRecorded(fires.job(), at, stored));
        }
    }

    /** A page of what waits its turn; sometimes the database cannot read it. */
    List<Execution> listWaiting(JobId job, long after, int limit) {
        if (world.faults.strikes(Fault.READ_FAILS)) {
            world.note("read fails");
            throw new StoreException("simulated: it cannot be read", null);
        }
        List<Execution> page = store.listWaiting(job, after, limit);
        if (!page.isEmpty()) {
            world.sometimes.hit(Situation.QUEUE_READ_FROM_THE_STORE);
        }
        return page;
    }

    Optional<Execution> findExecution(ExecutionId id) {
        return store.findExecution(id);
    }

    /** Every execution, newest first. */
    List<Execution> executions() {
        ExecutionFilter everything = new ExecutionFilter(null, Set.of(), null, null);
        return pages(page -> store.listExecutions(everything, page));
    }

    /** The newest executions, as many as a person would see. */
    List<Execution> newestExecutions() {
        ExecutionFilter everything = new ExecutionFilter(null, Set.of(), null, null);
        return store.listExecutions(everything, new PageRequest(0, 40)).items();
    }

    /** What is here when a world ends. */
    Fact.Ended ended(boolean quiet, Instant wall, EngineLoad load) {
        List<Job> jobs = store.listJobs(new PageRequest(0, 100)).items();
        List<DeadLetter> letters = pages(store::listDeadLetters);
        List<Execution> visible = executions().stream()
                .filter(row -> !planned.containsKey(row.id()))
                .map(row -> row.status() == ExecutionStatus.PLANNED ? row.begun(dueAt(row)) : row)
                .toList();
        return new Fact.Ended(quiet, wall, jobs, visible, letters, load);
    }

    private static <T> List<T> pages(Function<PageRequest, Page<T>> listing) {
        List<T> all = new ArrayList<>();
        Page<T> page = listing.apply(new PageRequest(0, PageRequest.MAX_SIZE));
        while (!page.items().isEmpty()) {
            all.addAll(page.items());
            page = listing.apply(new PageRequest(page.request().page() + 1, PageRequest.MAX_SIZE));
        }
        return all;
    }
}
