package io.jobflow.scheduler.store.jdbc;

import io.jobflow.scheduler.store.JobStore;
import io.jobflow.scheduler.store.JobStoreContract;
import io.jobflow.scheduler.testkit.DatabaseServer;
import io.jobflow.scheduler.testkit.ServerDatabase;
import org.junit.jupiter.api.AfterEach;

/** The contract on a real server. The tests of one class share a database, which each leaves empty. */
abstract class ServerStoreContract extends JobStoreContract {

    private final ServerDatabase database;

    ServerStoreContract(DatabaseServer server) {
        this.database = ServerDatabase.ofClass(server, getClass());
    }

    @Override
    protected JobStore open() {
        return DatabaseStore.open(database.settings());
    }

    @AfterEach
    void empty() {
        database.empty();
    }
}
