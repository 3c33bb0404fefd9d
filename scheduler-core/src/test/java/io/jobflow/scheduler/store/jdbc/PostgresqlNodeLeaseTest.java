package io.jobflow.scheduler.store.jdbc;

import io.jobflow.scheduler.testkit.DatabaseServer;

class PostgresqlNodeLeaseTest extends NodeLeaseContract {

    PostgresqlNodeLeaseTest() {
        super(DatabaseServer.POSTGRESQL);
    }
}
