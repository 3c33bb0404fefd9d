package io.jobflow.scheduler.store.jdbc;

import static io.jobflow.scheduler.store.StoreSamples.execution;
import static io.jobflow.scheduler.store.StoreSamples.job;
import static io.jobflow.scheduler.store.StoreSamples.started;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jobflow.scheduler.execution.ExecutionId;
import io.jobflow.scheduler.store.JobStore;
import io.jobflow.scheduler.store.Snapshot;
import io.jobflow.scheduler.store.StoreOpenException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** More than one process over the same data directory. */
@Timeout(120)
class SqliteProcessTest {

    private static final int ENOUGH = 300;

    @TempDir
    private Path directory;

    @Test
    void secondProcessIsRefused() throws Exception {
        try (JobStore store = SqliteStore.open(directory);
                StoreProcess second = StoreProcess.start(directory)) {

            String code = second.readLine();
            String message = second.readLine();

            assertThat(code).isEqualTo("store.in-use");
            assertThat(message)
                    .isEqualTo("Data directory \"" + directory + "\" is in use by process "
                            + ProcessHandle.current().pid() + " (one scheduler to a directory); stop that one, or set"
                            + " jobflow.data.dir to another directory.");
            assertThat(store.findJob("report")).isEmpty();
        }
    }

    @Test
    void secondStoreOfTheSameProcessIsRefused() {
        try (JobStore store = SqliteStore.open(directory)) {
            assertThatThrownBy(() -> SqliteStore.open(directory))
                    .isInstanceOf(StoreOpenException.class)
                    .hasMessageContaining("is in use by process");
            assertThat(store.findJob("report")).isEmpty();
        }
    }

    @Test
    void refusedSecondStoreLeavesTheFirstOnesLockAlone() throws Exception {
        try (JobStore store = SqliteStore.open(directory)) {
            assertThatThrownBy(() -> SqliteStore.open(directory)).isInstanceOf(StoreOpenException.class);

            try (StoreProcess second = StoreProcess.start(directory)) {
                assertThat(second.readLine()).isEqualTo("store.in-use");
            }

            assertThat(store.findJob("report")).isEmpty();
        }
    }

    @Test
    void killedWriterLosesNothingThatWasAcknowledged() throws Exception {
        int acknowledged = 0;
        try (StoreProcess writer = StoreProcess.start(directory)) {
            for (String line = writer.readLine(); line != null; line = writer.readLine()) {
                acknowledged = Integer.parseInt(line);
                if (acknowledged == ENOUGH) {
                    writer.kill();
                }
            }
        }

        try (JobStore store = SqliteStore.open(directory)) {
            Snapshot snapshot = store.takeOver();

            assertThat(acknowledged).isGreaterThanOrEqualTo(ENOUGH);
            assertThat(snapshot.greatestExecutionId()).isBetween((long) acknowledged, acknowledged + 1L);
            assertThat(snapshot.unfinished()).hasSize((int) snapshot.greatestExecutionId());
            for (int id = 1; id <= acknowledged; id++) {
                assertThat(store.findExecution(new ExecutionId(id)))
                        .contains(started(execution(job(1, "report"), id), 0));
            }
        }
    }

    @Test
    void killedProcessesLeaveNoLibrariesBehindForEver() throws Exception {
        for (int i = 0; i < 2; i++) {
            try (StoreProcess writer = StoreProcess.start(directory)) {
                assertThat(writer.readLine()).isEqualTo("1");
                writer.kill();
            }
        }

        try (Stream<Path> files = Files.list(directory.resolve("native"))) {
            assertThat(files.filter(file -> !file.toString().endsWith(".lck"))).hasSize(1);
        }
    }
}
