package io.jobflow.scheduler.store.memory;

import io.jobflow.scheduler.execution.Backfill;
import io.jobflow.scheduler.execution.BackfillStatus;
import io.jobflow.scheduler.execution.DeadLetter;
import io.jobflow.scheduler.execution.Epoch;
import io.jobflow.scheduler.execution.Execution;
import io.jobflow.scheduler.execution.ExecutionId;
import io.jobflow.scheduler.execution.ExecutionStatus;
import io.jobflow.scheduler.execution.FireKey;
import io.jobflow.scheduler.execution.Reopening;
import io.jobflow.scheduler.job.Job;
import io.jobflow.scheduler.job.JobId;
import io.jobflow.scheduler.schedule.BusinessCalendar;
import io.jobflow.scheduler.store.CallbackKeys;
import io.jobflow.scheduler.store.DeadLetterFilter;
import io.jobflow.scheduler.store.ExecutionFilter;
import io.jobflow.scheduler.store.HistoryStore;
import io.jobflow.scheduler.store.JobStore;
import io.jobflow.scheduler.store.Page;
import io.jobflow.scheduler.store.PageRequest;
import io.jobflow.scheduler.store.Snapshot;
import io.jobflow.scheduler.store.StaleEpochException;
import io.jobflow.scheduler.store.StoreWrite;
import io.jobflow.scheduler.store.WriteResult;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The store as a plain model: everything it promises but to outlive the process. What it holds is read and changed under
 * its own monitor; {@link #close} keeps it, so that a test can "restart" a scheduler over the same object.
 */
public final class MemoryStore implements JobStore {

    private final Tables tables = new Tables();
    private final MemoryWriter writer = new MemoryWriter(tables);
    private final byte[] callbackKey = CallbackKeys.draw();
    private Epoch newest = new Epoch(0);

    @Override
    public synchronized Snapshot takeOver() {
        newest = new Epoch(newest.value() + 1);
        List<Execution> unfinished = new ArrayList<>();
        SortedMap<JobId, Integer> waiting = new TreeMap<>();
        Set<JobId> busy = new TreeSet<>();
        for (Execution execution : tables.unfinished.values()) {
            busy.add(execution.jobId());
            if (execution.isWaitingForTurn()) {
                waiting.merge(execution.jobId(), 1, Integer::sum);
            } else {
                unfinished.add(execution);
            }
        }
        List<Job> jobs = tables.jobs.values().stream()
                .filter(job -> job.deletedAt() == null || busy.contains(job.id()))
                .toList();
        long greatestJob = tables.jobs.isEmpty() ? 0 : tables.jobs.lastKey().value();
        long greatestExecution =
                tables.executions.isEmpty() ? 0 : tables.executions.lastKey().value();
        List<Backfill> backfills = tables.backfills.values().stream()
                .filter(backfill -> backfill.status() == BackfillStatus.RUNNING)
                .toList();
        long greatestBackfill = tables.backfills.isEmpty() ? 0 : tables.backfills.lastKey();
        return new Snapshot(
                newest,
                jobs,
                unfinished,
                waiting,
                backfills,
                List.copyOf(tables.calendars.values()),
                greatestJob,
                greatestExecution,
                greatestBackfill);
    }

    @Override
    public synchronized List<WriteResult> write(Epoch epoch, List<StoreWrite> batch) {
        if (!epoch.equals(newest)) {
            throw new StaleEpochException(epoch, newest);
        }
        try {
            List<WriteResult> results = new ArrayList<>(batch.size());
            Set<ExecutionId> named = new TreeSet<>();
            for (StoreWrite write : batch) {
                WriteResult result =
                        write instanceof StoreWrite.Prune prune ? writer.prune(prune, named) : writer.apply(write);
                result.duplicates().values().forEach(holder -> named.add(holder.id()));
                results.add(result);
            }
            tables.commit();
            return results;
        } catch (RuntimeException | Error e) {
            tables.rollBack();
            throw e;
        }
    }

    @Override
    public synchronized Optional<Job> findJob(String name) {
        return Optional.ofNullable(tables.names.get(name)).map(tables.jobs::get);
    }

    @Override
    public synchronized Page<Job> listJobs(PageRequest page) {
        List<Job> living = new ArrayList<>();
        tables.names
                .values()
                .forEach(id -> Optional.ofNullable(tables.jobs.get(id)).ifPresent(living::add));
        return cut(living, page);
    }

    @Override
    public synchronized Optional<Execution> findExecution(ExecutionId id) {
        return Optional.ofNullable(tables.executions.get(id));
    }

    @Override
    public synchronized Optional<Execution> findExecutionByTraceId(String traceId) {
        return ExecutionId.ofTraceId(traceId)
                .map(tables.executions::get)
                .filter(execution -> execution.traceId().equals(traceId));
    }

    @Override
    public synchronized Page<Execution> listExecutions(ExecutionFilter filter, PageRequest page) {
        return cut(
                tables.executions.descendingMap().values().stream()
                        .filter(execution -> matches(execution, filter))
                        .toList(),
                page);
    }

    private static boolean matches(Execution execution, ExecutionFilter filter) {
        Instant from = filter.from();
        Instant to = filter.to();
        return (filter.jobName() == null || execution.jobName().equals(filter.jobName()))
                && (filter.statuses().isEmpty() || filter.statuses().contains(status(execution, filter.now())))
                && (from == null || !execution.fireTime().isBefore(from))
                && (to == null || execution.fireTime().isBefore(to));
    }

    private static ExecutionStatus status(Execution execution, @Nullable Instant now) {
        return now == null ? execution.status() : execution.seenAt(now).status();
    }

    @Override
    public synchronized List<Execution> listWaiting(JobId job, long after, int limit) {
        return tables.unfinished.tailMap(new ExecutionId(after + 1)).values().stream()
                .filter(execution -> execution.jobId().equals(job) && execution.isWaitingForTurn())
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized Optional<Backfill> findBackfill(long id) {
        return Optional.ofNullable(tables.backfills.get(id));
    }

    @Override
    public synchronized Optional<Backfill> findBackfill(JobId job, String requestKey) {
        return tables.backfills.values().stream()
                .filter(backfill -> backfill.jobId().equals(job) && requestKey.equals(backfill.requestKey()))
                .findFirst();
    }

    @Override
    public synchronized Page<Backfill> listBackfills(String jobName, PageRequest page) {
        return cut(
                tables.backfills.descendingMap().values().stream()
                        .filter(backfill -> backfill.jobName().equals(jobName))
                        .toList(),
                page);
    }

    @Override
    public synchronized SortedMap<ExecutionStatus, Integer> countExecutions(Backfill backfill) {
        String prefix = FireKey.backfillPrefix(backfill.id());
        SortedMap<ExecutionStatus, Integer> counts = new TreeMap<>();
        tables.fires.tailMap(new Tables.FireOf(backfill.jobId(), prefix)).entrySet().stream()
                .takeWhile(fire -> fire.getKey().job().equals(backfill.jobId())
                        && fire.getKey().fireKey().startsWith(prefix))
                .map(fire -> tables.executions.get(fire.getValue()))
                .filter(Objects::nonNull)
                .forEach(execution -> counts.merge(execution.status(), 1, Integer::sum));
        return counts;
    }

    @Override
    public synchronized Optional<DeadLetter> findDeadLetter(long id) {
        return Optional.ofNullable(tables.deadLetters.get(id));
    }

    @Override
    public synchronized Page<DeadLetter> listDeadLetters(DeadLetterFilter filter, PageRequest page) {
        return cut(
                tables.deadLetters.descendingMap().values().stream()
                        .filter(letter -> letter.isWaiting() && matches(letter, filter))
                        .toList(),
                page);
    }

    private static boolean matches(DeadLetter letter, DeadLetterFilter filter) {
        Instant from = filter.from();
        Instant to = filter.to();
        return (filter.jobName() == null || letter.jobName().equals(filter.jobName()))
                && (filter.reasonCode() == null || letter.reason().code().equals(filter.reasonCode()))
                && (from == null || !letter.createdAt().isBefore(from))
                && (to == null || letter.createdAt().isBefore(to));
    }

    @Override
    public synchronized List<Reopening> findReopenings(ExecutionId id) {
        return tables.reopenings.getOrDefault(id, List.of());
    }

    @Override
    public byte[] callbackKey() {
        return callbackKey.clone();
    }

    @Override
    public synchronized Optional<BusinessCalendar> findCalendar(String name) {
        return Optional.ofNullable(tables.calendars.get(name));
    }

    @Override
    public synchronized Page<BusinessCalendar> listCalendars(PageRequest page) {
        return cut(tables.calendars.values(), page);
    }

    private static <T> Page<T> cut(Collection<T> all, PageRequest page) {
        List<T> items = all.stream().skip(page.offset()).limit(page.size()).toList();
        return new Page<>(items, page, all.size());
    }

    @Override
    public HistoryStore history() {
        return new MemoryHistory(this, tables);
    }

    /** Does nothing: what is held stays, and can be taken over again. */
    @Override
    public void close() {}
}
