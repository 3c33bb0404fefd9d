package io.jobflow.scheduler.store.jdbc;

import io.jobflow.scheduler.testkit.DatabaseServer;

class PostgresqlStoreTest extends ServerStoreContract {

    PostgresqlStoreTest() {
        super(DatabaseServer.POSTGRESQL);
    }
}
