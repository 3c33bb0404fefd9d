package io.jobflow.scheduler.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobflow.scheduler.testkit.DatabaseServer;
import io.jobflow.scheduler.testkit.ServerDatabase;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One holder at a time, by the database's clock alone; no test waits for it to pass. */
abstract class NodeLeaseContract {

    private static final Duration LONG = Duration.ofHours(1);

    private final ServerDatabase database;

    NodeLeaseContract(DatabaseServer server) {
        this.database = ServerDatabase.ofClass(server, getClass());
    }

    @BeforeEach
    void migrate() {
        DatabaseStore.open(database.settings()).close();
    }

    @AfterEach
    void empty() {
        database.empty();
    }

    @Test
    void oneHoldsItAndTheOtherSeesWho() {
        try (NodeLease one = lease("one", LONG);
                NodeLease two = lease("two", LONG)) {
            assertThat(one.take()).isTrue();
            assertThat(two.take()).isFalse();
            assertThat(two.holder()).hasValue("one");
        }
    }

    @Test
    void theHolderRenewsIt() {
        try (NodeLease one = lease("one", LONG);
                NodeLease longer = lease("one", LONG.multipliedBy(2))) {
            assertThat(one.take()).isTrue();
            assertThat(longer.take()).isTrue();
        }
    }

    @Test
    void anotherTakesItWhenItHasRunOut() {
        try (NodeLease one = lease("one", Duration.ofSeconds(-1));
                NodeLease two = lease("two", LONG)) {
            one.take();

            assertThat(two.holder()).isEmpty();
            assertThat(two.take()).isTrue();
            assertThat(one.take()).isFalse();
        }
    }

    @Test
    void anotherTakesItWhenItWasGivenBack() {
        try (NodeLease one = lease("one", LONG);
                NodeLease two = lease("two", LONG)) {
            one.take();
            one.release();

            assertThat(two.take()).isTrue();
        }
    }

    @Test
    void nobodyGivesBackWhatAnotherHolds() {
        try (NodeLease one = lease("one", LONG);
                NodeLease two = lease("two", LONG)) {
            one.take();
            two.release();

            assertThat(two.take()).isFalse();
        }
    }

    private NodeLease lease(String holder, Duration length) {
        return NodeLease.of(database.settings(), holder, length).orElseThrow();
    }
}
