package io.jobflow.scheduler.cli;

import io.jobflow.scheduler.store.StoreException;
import io.jobflow.scheduler.store.doctor.Doctor;
import io.jobflow.scheduler.store.doctor.DoctorReport;
import io.jobflow.scheduler.store.jdbc.DatabaseSettings;
import io.jobflow.scheduler.store.jdbc.ReadOnlyDatabase;
import io.jobflow.scheduler.time.SystemTime;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Checks a whole database against the invariants; reads only, and may run beside a scheduler. */
@Command(
        name = "doctor",
        description = {
            "Checks that everything in a database holds together; reads only, also while a scheduler runs.",
            "Exit code 0: no violation; 1: violations were found; 2: the database could not be read."
        },
        mixinStandardHelpOptions = true)
public final class DoctorCommand implements Callable<Integer> {

    private static final long PROGRESS_EVERY = 100_000;

    private static final int VIOLATIONS = 1;
    private static final int NOT_READ = 2;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            description = "The scheduler's data directory; JOBFLOW_DATA_DIR, or ./data, by default.",
            defaultValue = "${env:JOBFLOW_DATA_DIR:-./data}")
    private Path dataDir;

    @Option(
            names = "--database-url",
            paramLabel = "URL",
            description = "The scheduler's database, where it is no SQLite file; JOBFLOW_DATABASE_URL by default.",
            defaultValue = "${env:JOBFLOW_DATABASE_URL}")
    private @Nullable String databaseUrl;

    @Option(
            names = "--database-user",
            paramLabel = "USER",
            description = "JOBFLOW_DATABASE_USER by default; the password is JOBFLOW_DATABASE_PASSWORD.",
            defaultValue = "${env:JOBFLOW_DATABASE_USER}")
    private @Nullable String databaseUser;

    @Option(names = "--json", description = "Prints the report as JSON.")
    private boolean json;

    @Override
    public Integer call() {
        try {
            ReadOnlyDatabase database = database();
            DoctorReport report = Doctor.examine(database, new SystemTime().now(), this::progress);
            PrintWriter out = spec.commandLine().getOut();
            out.print(json ? DoctorText.json(report) : DoctorText.plain(database.toString(), report));
            out.flush();
            return report.isHealthy() ? 0 : VIOLATIONS;
        } catch (StoreException e) {
            PrintWriter err = spec.commandLine().getErr();
            err.println(e.getMessage());
            err.flush();
            return NOT_READ;
        }
    }

    private ReadOnlyDatabase database() {
        return databaseUrl == null || databaseUrl.isBlank()
                ? ReadOnlyDatabase.ofDataDir(dataDir)
                : ReadOnlyDatabase.of(
                        new DatabaseSettings(databaseUrl, databaseUser, System.getenv("JOBFLOW_DATABASE_PASSWORD")));
    }

    private void progress(long executions) {
        if (executions % PROGRESS_EVERY == 0 && executions > 0) {
            PrintWriter err = spec.commandLine().getErr();
            err.println(executions + " executions examined");
            err.flush();
        }
    }
}
