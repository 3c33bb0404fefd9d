package io.jobflow.scheduler.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jobflow.scheduler.store.JobStore;
import io.jobflow.scheduler.store.StoreSamples;
import io.jobflow.scheduler.store.StoreWrite;
import io.jobflow.scheduler.store.jdbc.SqliteStore;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class DoctorCommandTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path dataDir;

    @BeforeEach
    void fill() {
        try (JobStore store = SqliteStore.open(dataDir)) {
            store.write(store.takeOver().epoch(), List.of(new StoreWrite.SaveJob(StoreSamples.job(1, "report"))));
        }
    }

    @Test
    void answersZeroForADatabaseThatHoldsTogether() throws SQLException {
        plant("UPDATE next_fire SET fire_time = NULL");

        int exit = run("--data-dir", dataDir.toString());

        assertThat(exit).isZero();
        assertThat(out.toString().lines())
                .containsExactly(
                        "Data file \"" + dataDir.resolve("jobflow.db")
                                + "\": 1 jobs, 0 executions, 0 shards, 0 attempts, 0 dead letters",
                        "0 violations, 0 warnings");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void answersOneForAViolationAndSaysWhere() throws SQLException {
        plant("UPDATE job SET definition = replace(definition, '\"enabled\":true', '\"enabled\":false')");

        int exit = run("--data-dir", dataDir.toString());

        assertThat(exit).isEqualTo(1);
        assertThat(out.toString())
                .contains("violation  job.next-fire-stray: job \"report\" is disabled and yet has the next fire time"
                        + " 2026-03-01T08:00:01.123Z.");
    }

    @Test
    void tellsProgramsInJson() throws SQLException, IOException {
        plant("UPDATE job SET definition = '{}'");

        run("--json", "--database-url", "jdbc:sqlite:" + dataDir.resolve("jobflow.db"));

        JsonNode report = new ObjectMapper().readTree(out.toString());
        assertThat(report.at("/examined/jobs").asInt()).isEqualTo(1);
        assertThat(report.at("/violations").asInt()).isEqualTo(1);
        assertThat(report.at("/findings/0/check").asText()).isEqualTo("job.definition-readable");
        assertThat(report.at("/findings/0/severity").asText()).isEqualTo("violation");
    }

    @Test
    void answersTwoWhereThereIsNothingToRead() throws IOException {
        Files.writeString(
                dataDir.resolve("jobflow.db"), "this is no database, but long enough to look like one".repeat(9));

        int exit = run("--data-dir", dataDir.toString());

        assertThat(exit).isEqualTo(2);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString()).contains("cannot be read");
    }

    private int run(String... args) {
        return new CommandLine(new DoctorCommand())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(args);
    }

    private void plant(String fault) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + dataDir.resolve("jobflow.db"));
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(fault);
        }
    }
}
