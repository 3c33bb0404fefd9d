package io.jobflow.scheduler.store.jdbc;

import io.jobflow.scheduler.execution.Backfill;
import io.jobflow.scheduler.execution.DeadLetter;
import io.jobflow.scheduler.execution.Epoch;
import io.jobflow.scheduler.execution.Execution;
import io.jobflow.scheduler.execution.ExecutionId;
import io.jobflow.scheduler.execution.ExecutionStatus;
import io.jobflow.scheduler.execution.FireKey;
import io.jobflow.scheduler.execution.Reopening;
import io.jobflow.scheduler.job.Job;
import io.jobflow.scheduler.job.JobId;
import io.jobflow.scheduler.job.SharedDefinitions;
import io.jobflow.scheduler.schedule.BusinessCalendar;
import io.jobflow.scheduler.store.DeadLetterFilter;
import io.jobflow.scheduler.store.ExecutionFilter;
import io.jobflow.scheduler.store.HistoryStore;
import io.jobflow.scheduler.store.Page;
import io.jobflow.scheduler.store.PageRequest;
import io.jobflow.scheduler.store.Snapshot;
import io.jobflow.scheduler.store.StoreException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.Query;

/** Everything that reads. Each call is one transaction, so that all its queries see one state. Safe for many threads. */
final class Reader {

    private static final String PAGE = " LIMIT :size OFFSET :offset";

    private static final int FETCHED_AT_ONCE = 1_000;

    private final Jdbi jdbi;
    private final SqlDialect dialect;

    Reader(Jdbi jdbi, SqlDialect dialect) {
        this.jdbi = jdbi;
        this.dialect = dialect;
    }

    HistoryStore history() {
        return new HistoryReader(jdbi);
    }

    Snapshot snapshot(Epoch epoch) {
        return read(handle -> new Snapshot(
                epoch,
                allJobs(handle.createQuery(JobTable.SELECT
                        + "WHERE deleted_at IS NULL OR id IN (SELECT job_id FROM execution WHERE "
                        + ExecutionTable.UNFINISHED + ") ORDER BY id")),
                ExecutionReader.read(
                        handle,
                        handle.createQuery(
                                ExecutionTable.SELECT + "WHERE " + ExecutionTable.HOLDS_PLACE + " ORDER BY id")),
                countWaiting(handle),
                backfills(handle.createQuery(BackfillTable.SELECT + "WHERE status = 'running' ORDER BY id")),
                calendars(handle.createQuery(CalendarTable.SELECT + "ORDER BY name")),
                number(handle.createQuery("SELECT COALESCE(MAX(id), 0) FROM job")),
                number(handle.createQuery("SELECT COALESCE(MAX(id), 0) FROM execution")),
                number(handle.createQuery("SELECT COALESCE(MAX(id), 0) FROM backfill"))));
    }

    private static SortedMap<JobId, Integer> countWaiting(Handle handle) {
        SortedMap<JobId, Integer> counts = new TreeMap<>();
        handle.createQuery("SELECT job_id, COUNT(*) AS waiting FROM " + WaitingTable.NAME + " GROUP BY job_id")
                .map((row, context) -> counts.put(new JobId(row.getLong("job_id")), row.getInt("waiting")))
                .list();
        return counts;
    }

    List<Execution> listWaiting(JobId job, long after, int limit) {
        return read(handle -> ExecutionReader.read(
                handle,
                handle.createQuery(ExecutionTable.SELECT + "WHERE id IN (" + WaitingTable.SOME_IDS + ") ORDER BY id")
                        .bind("job", job.value())
                        .bind("after", after)
                        .bind("limit", limit)));
    }

    Optional<Job> findJob(String name) {
        return read(handle -> first(
                jobs(handle.createQuery(JobTable.SELECT + "WHERE name = :name").bind("name", name))));
    }

    Page<Job> listJobs(PageRequest page) {
        return read(handle -> new Page<>(
                jobs(paged(handle.createQuery(JobTable.SELECT + "WHERE name IS NOT NULL ORDER BY name" + PAGE), page)),
                page,
                number(handle.createQuery("SELECT COUNT(name) FROM job"))));
    }

    Optional<Execution> findExecution(ExecutionId id) {
        return findExecution("id = :key", id.value());
    }

    Optional<Execution> findExecutionByTraceId(String traceId) {
        Optional<Execution> found = ExecutionId.ofTraceId(traceId)
                .flatMap(this::findExecution)
                .filter(execution -> execution.traceId().equals(traceId));
        return found.isEmpty() && dialect.hasOldTraceIds() ? findExecution("trace_id = :key", traceId) : found;
    }

    private Optional<Execution> findExecution(String condition, Object key) {
        return read(handle -> first(ExecutionReader.read(
                handle,
                handle.createQuery(ExecutionTable.SELECT + "WHERE " + condition).bind("key", key))));
    }

    Page<Execution> listExecutions(ExecutionFilter filter, PageRequest page) {
        String where = FilterSql.where(filter);
        return read(handle -> new Page<>(
                ExecutionReader.read(
                        handle,
                        paged(
                                FilterSql.bind(
                                        handle.createQuery(ExecutionTable.SELECT + where + " ORDER BY id DESC" + PAGE),
                                        filter),
                                page)),
                page,
                number(FilterSql.bind(handle.createQuery("SELECT COUNT(*) FROM execution " + where), filter))));
    }

    Optional<Backfill> findBackfill(long id) {
        return read(handle -> first(backfills(
                handle.createQuery(BackfillTable.SELECT + "WHERE id = :id").bind("id", id))));
    }

    Optional<Backfill> findBackfill(JobId job, String requestKey) {
        return read(handle ->
                first(backfills(handle.createQuery(BackfillTable.SELECT + "WHERE job_id = :job AND request_key = :key")
                        .bind("job", job.value())
                        .bind("key", requestKey))));
    }

    Page<Backfill> listBackfills(String jobName, PageRequest page) {
        String where = "WHERE job_name = :job ";
        return read(handle -> new Page<>(
                backfills(paged(
                        handle.createQuery(BackfillTable.SELECT + where + "ORDER BY id DESC" + PAGE)
                                .bind("job", jobName),
                        page)),
                page,
                number(handle.createQuery("SELECT COUNT(*) FROM backfill " + where)
                        .bind("job", jobName))));
    }

    SortedMap<ExecutionStatus, Integer> countExecutions(Backfill backfill) {
        SortedMap<ExecutionStatus, Integer> counts = new TreeMap<>();
        String prefix = FireKey.backfillPrefix(backfill.id());
        read(handle -> handle.createQuery("SELECT status, COUNT(*) AS executions FROM execution"
                        + " WHERE job_id = :job AND fire_key >= :from AND fire_key < :to GROUP BY status")
                .bind("job", backfill.jobId().value())
                .bind("from", prefix)
                .bind("to", prefix.substring(0, prefix.length() - 1) + (char) (':' + 1))
                .map((row, context) ->
                        counts.put(ExecutionStatus.of(Columns.text(row, "status")), row.getInt("executions")))
                .list());
        return counts;
    }

    private static List<Backfill> backfills(Query query) {
        return query.map((row, context) -> BackfillTable.map(row)).list();
    }

    Optional<DeadLetter> findDeadLetter(long id) {
        return read(handle -> first(deadLetters(
                handle.createQuery(DeadLetterTable.SELECT + "WHERE d.id = :id").bind("id", id))));
    }

    Page<DeadLetter> listDeadLetters(DeadLetterFilter filter, PageRequest page) {
        String where = FilterSql.where(filter);
        return read(handle -> new Page<>(
                deadLetters(paged(
                        FilterSql.bind(
                                handle.createQuery(DeadLetterTable.SELECT + where + " ORDER BY d.id DESC" + PAGE),
                                filter),
                        page)),
                page,
                number(FilterSql.bind(handle.createQuery(DeadLetterTable.COUNT + where), filter))));
    }

    List<Reopening> findReopenings(ExecutionId id) {
        return read(handle -> handle.createQuery(
                        ReopeningTable.SELECT + "WHERE execution_id = :id ORDER BY at, fire_span_id")
                .bind("id", id.value())
                .map((row, context) -> ReopeningTable.map(row))
                .list());
    }

    /** A key that has been written. */
    byte[] serverKey(String purpose) {
        String hex = read(handle -> handle.createQuery(ServerKeyTable.SELECT)
                .bind("purpose", purpose)
                .mapTo(String.class)
                .one());
        return HexFormat.of().parseHex(hex);
    }

    Optional<BusinessCalendar> findCalendar(String name) {
        return read(handle -> first(calendars(
                handle.createQuery(CalendarTable.SELECT + "WHERE name = :name").bind("name", name))));
    }

    Page<BusinessCalendar> listCalendars(PageRequest page) {
        return read(handle -> new Page<>(
                calendars(paged(handle.createQuery(CalendarTable.SELECT + "ORDER BY name" + PAGE), page)),
                page,
                number(handle.createQuery("SELECT COUNT(*) FROM calendar"))));
    }

    private static List<BusinessCalendar> calendars(Query query) {
        return query.map((row, context) -> CalendarTable.map(row)).list();
    }

    private static List<Job> jobs(Query query) {
        return query.map((row, context) -> JobTable.map(row)).list();
    }

    /** Very many jobs: fetched in parts, and what is equal in them is there once. */
    private static List<Job> allJobs(Query query) {
        SharedDefinitions definitions = new SharedDefinitions();
        return query.setFetchSize(FETCHED_AT_ONCE)
                .map((row, context) -> JobTable.map(row, definitions::read))
                .list();
    }

    private static List<DeadLetter> deadLetters(Query query) {
        return query.map((row, context) -> DeadLetterTable.map(row)).list();
    }

    private static long number(Query query) {
        return query.mapTo(Long.class).one();
    }

    private static Query paged(Query query, PageRequest page) {
        return query.bind("size", page.size()).bind("offset", page.offset());
    }

    private static <T> Optional<T> first(List<T> rows) {
        return rows.isEmpty() ? Optional.empty() : Optional.of(rows.get(0));
    }

    private <T> T read(Function<Handle, T> work) {
        try {
            return jdbi.inTransaction(work::apply);
        } catch (JdbiException e) {
            throw new StoreException("reading from the database failed: " + e.getMessage(), e);
        }
    }
}
