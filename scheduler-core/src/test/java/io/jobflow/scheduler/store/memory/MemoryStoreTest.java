package io.jobflow.scheduler.store.memory;

import io.jobflow.scheduler.store.JobStore;
import io.jobflow.scheduler.store.JobStoreContract;

class MemoryStoreTest extends JobStoreContract {

    private final MemoryStore memory = new MemoryStore();

    @Override
    protected JobStore open() {
        return memory;
    }
}
