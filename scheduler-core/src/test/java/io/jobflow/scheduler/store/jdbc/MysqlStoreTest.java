package io.jobflow.scheduler.store.jdbc;

import io.jobflow.scheduler.testkit.DatabaseServer;

class MysqlStoreTest extends ServerStoreContract {

    MysqlStoreTest() {
        super(DatabaseServer.MYSQL);
    }
}
