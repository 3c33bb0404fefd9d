package io.jobflow.scheduler.store.jdbc;

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
import io.jobflow.scheduler.store.StoreException;
import io.jobflow.scheduler.store.StoreWrite;
import io.jobflow.scheduler.store.WriteResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/** The store over a database whose tables are up to date: a {@link Writer} and a {@link Reader}. */
final class JdbcStore implements JobStore {

    private final Writer writer;
    private final Reader reader;
    private final Runnable letGo;

    /**
     * Creates the store.
     *
     * @param letGo what ends the reader's connections and whatever else belongs to the database
     */
    JdbcStore(Writer writer, Reader reader, Runnable letGo) {
        this.writer = writer;
        this.reader = reader;
        this.letGo = letGo;
    }

    @Override
    public Snapshot takeOver() {
        return reader.snapshot(writer.beginEpoch());
    }

    @Override
    public List<WriteResult> write(Epoch epoch, List<StoreWrite> batch) {
        Map<Integer, Map<ExecutionId, ExecutionId>> holders = writer.write(epoch, batch);
        List<WriteResult> results = new ArrayList<>(batch.size());
        for (int position = 0; position < batch.size(); position++) {
            Map<ExecutionId, ExecutionId> leftOut = holders.get(position);
            results.add(leftOut == null ? WriteResult.APPLIED : new WriteResult(read(leftOut)));
        }
        return results;
    }

    private Map<ExecutionId, Execution> read(Map<ExecutionId, ExecutionId> holders) {
        Map<ExecutionId, Execution> duplicates = new LinkedHashMap<>();
        holders.forEach((leftOut, holder) -> duplicates.put(
                leftOut,
                reader.findExecution(holder)
                        .orElseThrow(
                                () -> new StoreException("execution \"" + holder + "\" cannot be read back", null))));
        return duplicates;
    }

    @Override
    public Optional<Job> findJob(String name) {
        return reader.findJob(name);
    }

    @Override
    public Page<Job> listJobs(PageRequest page) {
        return reader.listJobs(page);
    }

    @Override
    public Optional<Execution> findExecution(ExecutionId id) {
        return reader.findExecution(id);
    }

    @Override
    public Optional<Execution> findExecutionByTraceId(String traceId) {
        return reader.findExecutionByTraceId(traceId);
    }

    @Override
    public Page<Execution> listExecutions(ExecutionFilter filter, PageRequest page) {
        return reader.listExecutions(filter, page);
    }

    @Override
    public List<Execution> listWaiting(JobId job, long after, int limit) {
        return reader.listWaiting(job, after, limit);
    }

    @Override
    public Optional<Backfill> findBackfill(long id) {
        return reader.findBackfill(id);
    }

    @Override
    public Optional<Backfill> findBackfill(JobId job, String requestKey) {
        return reader.findBackfill(job, requestKey);
    }

    @Override
    public Page<Backfill> listBackfills(String jobName, PageRequest page) {
        return reader.listBackfills(jobName, page);
    }

    @Override
    public SortedMap<ExecutionStatus, Integer> countExecutions(Backfill backfill) {
        return reader.countExecutions(backfill);
    }

    @Override
    public Optional<DeadLetter> findDeadLetter(long id) {
        return reader.findDeadLetter(id);
    }

    @Override
    public Page<DeadLetter> listDeadLetters(PageRequest page) {
        return reader.listDeadLetters(page);
    }

    @Override
    public HistoryStore history() {
        return reader.history();
    }

    @Override
    public Optional<BusinessCalendar> findCalendar(String name) {
        return reader.findCalendar(name);
    }

    @Override
    public Page<BusinessCalendar> listCalendars(PageRequest page) {
        return reader.listCalendars(page);
    }

    @Override
    public void close() {
        try {
            writer.close();
        } finally {
            letGo.run();
        }
    }
}
