package io.jobflow.scheduler.store.jdbc;

import io.jobflow.scheduler.execution.Epoch;
import io.jobflow.scheduler.execution.ExecutionId;
import io.jobflow.scheduler.store.ConflictException;
import io.jobflow.scheduler.store.RefusedWriteException;
import io.jobflow.scheduler.store.StaleEpochException;
import io.jobflow.scheduler.store.StoreException;
import io.jobflow.scheduler.store.StoreWrite;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The only one that writes: one connection, one transaction at a time, in the order of the callers. After any failure the
 * connection is given up, which rolls back what was under way, and the next transaction opens another.
 */
final class Writer implements AutoCloseable {

    private static final String BEGIN_EPOCH = "UPDATE epoch SET value = value + 1";

    private final DataSource source;
    private final SqlDialect dialect;
    private final BatchWriter batches;
    private final ServerKeyTable keys;
    private final ReentrantLock lock = new ReentrantLock();
    /** Guarded by {@link #lock}; null before the first transaction and after a failure. */
    private @Nullable WriteSession session;
    /** Guarded by {@link #lock}. */
    private boolean closed;

    Writer(DataSource source, SqlDialect dialect) {
        this.source = source;
        this.dialect = dialect;
        this.batches = new BatchWriter(dialect);
        this.keys = new ServerKeyTable(dialect);
    }

    /** Begins the next epoch. */
    Epoch beginEpoch() {
        return inTransaction(open -> {
            RowBatch rows = open.batch(BEGIN_EPOCH);
            rows.add();
            rows.execute();
            return new Epoch(open.findLong(dialect.readEpoch()));
        });
    }

    /** Applies a batch, if its epoch is the newest; see {@link BatchWriter#apply}. */
    Map<Integer, Map<ExecutionId, ExecutionId>> write(Epoch epoch, List<StoreWrite> batch) {
        return inTransaction(open -> {
            Epoch newest = new Epoch(open.findLong(dialect.readEpoch()));
            if (!newest.equals(epoch)) {
                throw new StaleEpochException(epoch, newest);
            }
            return batches.apply(open, batch);
        });
    }

    /** Writes a key down unless there is one for its purpose. */
    void offerKey(String purpose, byte[] key) {
        inTransaction(open -> {
            keys.offer(open, purpose, key);
            return purpose;
        });
    }

    private <T> T inTransaction(Work<T> work) {
        lock.lock();
        try {
            return tryTwice(work);
        } catch (SQLException e) {
            abandon(e);
            throw translate(e);
        } catch (RuntimeException | Error e) {
            abandon(e);
            throw e;
        } finally {
            lock.unlock();
        }
    }

    /** First in the hope that every key is free; a key that is taken makes it a transaction that asks. */
    private <T> T tryTwice(Work<T> work) throws SQLException {
        WriteSession open = openSession();
        try {
            return run(work, open, true);
        } catch (SQLException e) {
            if (!dialect.isTakenKey(e)) {
                throw e;
            }
            abandon(e);
            return run(work, openSession(), false);
        }
    }

    private static <T> T run(Work<T> work, WriteSession open, boolean hopeful) throws SQLException {
        open.begin(hopeful);
        T result = work.in(open);
        open.commit();
        return result;
    }

    private WriteSession openSession() throws SQLException {
        if (closed) {
            throw new SQLException("the store is closed");
        }
        WriteSession open = session;
        if (open == null) {
            open = new WriteSession(source.getConnection(), dialect);
            session = open;
        }
        return open;
    }

    private void abandon(Throwable reason) {
        WriteSession broken = session;
        session = null;
        if (broken != null) {
            try {
                broken.close();
            } catch (SQLException e) {
                reason.addSuppressed(e);
            }
        }
    }

    private StoreException translate(SQLException e) {
        if (dialect.isRefusal(e)) {
            return new RefusedWriteException(
                    "a write contradicts what is stored (" + e.getMessage() + "); nothing of the batch was written", e);
        }
        String message = "writing to the database failed: " + e.getMessage();
        return dialect.isConflict(e) ? new ConflictException(message, e) : new StoreException(message, e);
    }

    /** Waits for the transaction under way; later ones fail. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            WriteSession open = session;
            session = null;
            if (open != null) {
                open.close();
            }
        } catch (SQLException e) {
            throw new StoreException("closing the database failed: " + e.getMessage(), e);
        } finally {
            lock.unlock();
        }
    }

    /** What happens inside a transaction. */
    private interface Work<T> {

        T in(WriteSession session) throws SQLException;
    }
}
