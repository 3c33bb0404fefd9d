package io.jobflow.scheduler.store.jdbc;

import static io.jobflow.scheduler.store.StoreSamples.execution;
import static io.jobflow.scheduler.store.StoreSamples.fire;
import static io.jobflow.scheduler.store.StoreSamples.job;
import static org.assertj.core.api.Assertions.assertThat;

import io.jobflow.scheduler.execution.Execution;
import io.jobflow.scheduler.execution.Reason;
import io.jobflow.scheduler.job.Job;
import io.jobflow.scheduler.store.StoreWrite.SaveJob;
import io.jobflow.scheduler.testkit.DatabaseServer;
import org.junit.jupiter.api.Test;

class PostgresqlStoreTest extends ServerStoreContract {

    PostgresqlStoreTest() {
        super(DatabaseServer.POSTGRESQL);
    }

    @Test
    void standsInForTheCharacterThatPostgresqlCannotStore() {
        Job report = job(1, "report");
        Execution odd = execution(report, 1).because(new Reason(Reason.WAITING_FOR_RETRY, "It said \"a\0b\"."));

        write(new SaveJob(report), fire(odd));

        assertThat(store().findExecution(odd.id()))
                .map(Execution::reason)
                .contains(new Reason(Reason.WAITING_FOR_RETRY, "It said \"a\uFFFDb\"."));
    }
}
