package io.jobflow.scheduler.store.jdbc;

import io.jobflow.scheduler.testkit.DatabaseServer;

class MariadbStoreTest extends ServerStoreContract {

    MariadbStoreTest() {
        super(DatabaseServer.MARIADB);
    }
}
