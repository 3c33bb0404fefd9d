package io.jobflow.scheduler.store.jdbc;

import io.jobflow.scheduler.testkit.DatabaseServer;

class MysqlNodeLeaseTest extends NodeLeaseContract {

    MysqlNodeLeaseTest() {
        super(DatabaseServer.MYSQL);
    }
}
