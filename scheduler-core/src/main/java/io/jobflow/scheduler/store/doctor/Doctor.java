package io.jobflow.scheduler.store.doctor;

import io.jobflow.scheduler.store.StoreException;
import io.jobflow.scheduler.store.doctor.RowReader.DoubleFire;
import io.jobflow.scheduler.store.doctor.StoredRows.StoredExecution;
import io.jobflow.scheduler.store.doctor.StoredRows.StoredJob;
import io.jobflow.scheduler.store.jdbc.ReadOnlyDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * Goes through a whole database and says where an invariant does not hold. It reads in short transactions, a page each, so
 * that it may run beside a scheduler and keeps no more than a page in memory.
 */
public final class Doctor {

    private static final int JOB_PAGE = 500;

    private final Connection connection;
    private final RowReader rows;
    private final Findings findings = new Findings();
    private final Instant now;
    private final LongConsumer progress;
    private long jobs;
    private long executions;

    private Doctor(Connection connection, Instant now, LongConsumer progress) {
        this.connection = connection;
        this.rows = new RowReader(connection);
        this.now = now;
        this.progress = progress;
    }

    /**
     * Examines a database.
     *
     * @param now what overdue is measured against
     * @param progress hears now and then how many executions have been examined
     * @throws StoreException when the database cannot be read
     */
    public static DoctorReport examine(ReadOnlyDatabase database, Instant now, LongConsumer progress) {
        try (Connection connection = database.connect()) {
            return new Doctor(connection, now, progress).examine();
        } catch (SQLException e) {
            throw new StoreException(database + " cannot be read: " + e.getMessage(), e);
        }
    }

    private DoctorReport examine() throws SQLException {
        connection.setAutoCommit(false);
        examineJobs();
        ExecutionPages pages = new ExecutionPages(rows, findings);
        examineExecutions(pages);
        return new DoctorReport(
                jobs,
                executions,
                pages.shardCount(),
                pages.attemptCount(),
                pages.letterCount(),
                findings.count(Check.Severity.VIOLATION),
                findings.count(Check.Severity.WARNING),
                findings.kept());
    }

    private void examineJobs() throws SQLException {
        JobChecks checks = new JobChecks(findings, now);
        long after = Long.MIN_VALUE;
        boolean atEnd = false;
        while (!atEnd) {
            List<StoredJob> page = rows.jobs(after, JOB_PAGE);
            atEnd = page.size() < JOB_PAGE;
            long last = atEnd ? Long.MAX_VALUE : page.get(page.size() - 1).id();
            page.forEach(checks::check);
            for (DoubleFire fire : rows.doubleFires(after, last)) {
                findings.add(
                        Check.FIRE_RECORDED_ONCE,
                        "job " + fire.jobId(),
                        "has " + fire.rows() + " executions with the fire key \"" + fire.fireKey() + "\"");
            }
            connection.commit();
            jobs += page.size();
            after = last;
        }
    }

    private void examineExecutions(ExecutionPages pages) throws SQLException {
        ShardChecks shardChecks = new ShardChecks(findings);
        ExecutionChecks executionChecks = new ExecutionChecks(findings, now);
        while (pages.hasNext()) {
            List<StoredExecution> page = pages.next();
            connection.commit();
            page.forEach(execution -> {
                shardChecks.check(execution);
                executionChecks.check(execution);
            });
            executions += page.size();
            progress.accept(executions);
        }
    }
}
