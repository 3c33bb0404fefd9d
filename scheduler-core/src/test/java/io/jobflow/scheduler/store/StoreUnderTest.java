package io.jobflow.scheduler.store;

import io.jobflow.scheduler.execution.Epoch;
import java.util.Arrays;
import java.util.List;

/** What the parts of {@link JobStoreContract} know of the store they test. */
public interface StoreUnderTest {

    /** The open store. */
    JobStore store();

    /** The newest epoch. */
    Epoch epoch();

    /** Closes the store, opens it again and takes it over. */
    Snapshot reopen();

    /** Writes a batch in the newest epoch. */
    default List<WriteResult> write(StoreWrite... batch) {
        return store().write(epoch(), Arrays.asList(batch));
    }
}
