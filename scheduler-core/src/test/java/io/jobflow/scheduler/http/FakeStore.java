package io.jobflow.scheduler.http;

import io.jobflow.scheduler.execution.Backfill;
import io.jobflow.scheduler.execution.DeadLetter;
import io.jobflow.scheduler.execution.Epoch;
import io.jobflow.scheduler.execution.Execution;
import io.jobflow.scheduler.execution.ExecutionId;
import io.jobflow.scheduler.execution.ExecutionStatus;
import io.jobflow.scheduler.job.Job;
import io.jobflow.scheduler.job.JobId;
import io.jobflow.scheduler.schedule.BusinessCalendar;
import io.jobflow.scheduler.store.ExecutionFilter;
import io.jobflow.scheduler.store.HistoryStore;
import io.jobflow.scheduler.store.JobStore;
import io.jobflow.scheduler.store.Page;
import io.jobflow.scheduler.store.PageRequest;
import io.jobflow.scheduler.store.Snapshot;
import io.jobflow.scheduler.store.StoreWrite;
import io.jobflow.scheduler.store.WriteResult;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A store for reading only; tests fill it directly. Remembers the filter it was asked for last. */
final class FakeStore implements JobStore {

    final Map<String, Job> jobs = new ConcurrentSkipListMap<>();
    final Map<String, BusinessCalendar> calendars = new ConcurrentSkipListMap<>();
    final List<Execution> executions = new CopyOnWriteArrayList<>();
    final List<Backfill> backfills = new CopyOnWriteArrayList<>();
    final List<DeadLetter> deadLetters = new CopyOnWriteArrayList<>();
    volatile @Nullable RuntimeException failure;
    volatile @Nullable ExecutionFilter lastFilter;

    @Override
    public Optional<Job> findJob(String name) {
        RuntimeException thrown = failure;
        if (thrown != null) {
            throw thrown;
        }
        return Optional.ofNullable(jobs.get(name));
    }

    @Override
    public Page<Job> listJobs(PageRequest page) {
        return page(List.copyOf(jobs.values()), page);
    }

    @Override
    public Optional<Execution> findExecution(ExecutionId id) {
        return executions.stream()
                .filter(execution -> execution.id().equals(id))
                .findFirst();
    }

    @Override
    public Optional<Execution> findExecutionByTraceId(String traceId) {
        return executions.stream()
                .filter(execution -> execution.traceId().equals(traceId))
                .findFirst();
    }

    @Override
    public Page<Execution> listExecutions(ExecutionFilter filter, PageRequest page) {
        lastFilter = filter;
        return page(
                executions.stream()
                        .filter(execution -> execution.jobName().equals(filter.jobName()))
                        .filter(execution ->
                                filter.statuses().isEmpty() || filter.statuses().contains(execution.status()))
                        .toList(),
                page);
    }

    @Override
    public Optional<DeadLetter> findDeadLetter(long id) {
        return deadLetters.stream().filter(letter -> letter.id() == id).findFirst();
    }

    @Override
    public Page<DeadLetter> listDeadLetters(PageRequest page) {
        return page(deadLetters, page);
    }

    @Override
    public Optional<BusinessCalendar> findCalendar(String name) {
        return Optional.ofNullable(calendars.get(name));
    }

    @Override
    public Page<BusinessCalendar> listCalendars(PageRequest page) {
        return page(List.copyOf(calendars.values()), page);
    }

    @Override
    public List<Execution> listWaiting(JobId job, long after, int limit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<Backfill> findBackfill(long id) {
        return backfills.stream().filter(backfill -> backfill.id() == id).findFirst();
    }

    @Override
    public Optional<Backfill> findBackfill(JobId job, String requestKey) {
        return backfills.stream()
                .filter(backfill -> backfill.jobId().equals(job) && requestKey.equals(backfill.requestKey()))
                .findFirst();
    }

    @Override
    public Page<Backfill> listBackfills(String jobName, PageRequest page) {
        return page(backfills, page);
    }

    @Override
    public SortedMap<ExecutionStatus, Integer> countExecutions(Backfill backfill) {
        return new TreeMap<>(Map.of(ExecutionStatus.SUCCESS, backfill.made()));
    }

    @Override
    public Snapshot takeOver() {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<WriteResult> write(Epoch epoch, List<StoreWrite> batch) {
        throw new UnsupportedOperationException();
    }

    @Override
    public HistoryStore history() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}

    private static <T> Page<T> page(List<T> all, PageRequest page) {
        List<T> items = all.stream().skip(page.offset()).limit(page.size()).toList();
        return new Page<>(items, page, all.size());
    }
}
