package io.jobflow.scheduler.store;

import io.jobflow.scheduler.execution.Epoch;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What every implementation of {@link JobStore} passes: one test for each thing that its Javadoc promises. */
public abstract class JobStoreContract
        implements JobContract,
                FireContract,
                AttemptContract,
                ReopeningContract,
                BatchContract,
                HistoryContract,
                ReadContract,
                QueueContract,
                PlannedContract,
                CalendarContract,
                ThreadContract {

    private @Nullable JobStore store;
    private @Nullable Epoch epoch;

    /** Opens the store; what was written before is in it. */
    protected abstract JobStore open() throws IOException;

    @BeforeEach
    void begin() throws IOException {
        store = open();
        epoch = store().takeOver().epoch();
    }

    @AfterEach
    void checkAndClose() {
        StoreState.of(store()).check();
        store().close();
    }

    @Override
    public JobStore store() {
        return Objects.requireNonNull(store);
    }

    @Override
    public Epoch epoch() {
        return Objects.requireNonNull(epoch);
    }

    @Override
    public Snapshot reopen() {
        try {
            store().close();
            store = open();
            Snapshot snapshot = store().takeOver();
            epoch = snapshot.epoch();
            return snapshot;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
