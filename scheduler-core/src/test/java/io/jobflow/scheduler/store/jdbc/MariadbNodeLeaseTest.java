package io.jobflow.scheduler.store.jdbc;

import io.jobflow.scheduler.testkit.DatabaseServer;

class MariadbNodeLeaseTest extends NodeLeaseContract {

    MariadbNodeLeaseTest() {
        super(DatabaseServer.MARIADB);
    }
}
