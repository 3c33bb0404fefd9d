package io.jobflow.scheduler.store.jdbc;

import io.jobflow.scheduler.store.JobStore;
import io.jobflow.scheduler.store.JobStoreContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class SqliteStoreTest extends JobStoreContract {

    @TempDir
    private Path directory;

    @Override
    protected JobStore open() {
        return SqliteStore.open(directory.resolve("data"));
    }
}
