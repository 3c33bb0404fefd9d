package io.jobflow.scheduler.store.jdbc;

import static io.jobflow.scheduler.store.StoreSamples.execution;
import static io.jobflow.scheduler.store.StoreSamples.fire;
import static io.jobflow.scheduler.store.StoreSamples.job;
import static io.jobflow.scheduler.store.StoreSamples.started;

import io.jobflow.scheduler.execution.Epoch;
import io.jobflow.scheduler.job.Job;
import io.jobflow.scheduler.store.JobStore;
import io.jobflow.scheduler.store.StoreOpenException;
import io.jobflow.scheduler.store.StoreWrite.SaveJob;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A second process over a data directory. It says on standard output what it has done. */
final class StoreProcess implements AutoCloseable {

    private final Process process;
    private final BufferedReader output;

    private StoreProcess(Process process) {
        this.process = process;
        this.output = process.inputReader(StandardCharsets.UTF_8);
    }

    /** Starts a JVM that opens the store of a directory and writes fires until it is killed. */
    static StoreProcess start(Path directory) throws IOException {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        classPath,
                        StoreProcess.class.getName(),
                        directory.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        return new StoreProcess(process);
    }

    /** The next line; null when there will be no more. */
    @Nullable String readLine() throws IOException {
        return output.readLine();
    }

    /** Kills the process as {@code kill -9} does; what it has said can still be read. */
    void kill() {
        process.toHandle().destroyForcibly();
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }

    /** What runs in the second process. */
    public static void main(String[] arguments) {
        try (JobStore store = SqliteStore.open(Path.of(arguments[0]))) {
            Epoch epoch = store.takeOver().epoch();
            Job report = job(1, "report");
            store.write(epoch, List.of(new SaveJob(report)));
            for (int id = 1; ; id++) {
                store.write(epoch, List.of(fire(started(execution(report, id), 0))));
                System.out.println(id);
            }
        } catch (StoreOpenException e) {
            System.out.println(e.code());
            System.out.println(e.getMessage());
        }
    }
}
