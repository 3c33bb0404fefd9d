package io.jobflow.scheduler;

import io.jobflow.scheduler.job.ConcurrencyPolicy;
import io.jobflow.scheduler.job.JobDefinition;
import io.jobflow.scheduler.job.LostPolicy;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** A program with a scheduler inside, in a JVM of its own. Its handler says each fire time on standard output. */
final class EmbeddedProcess implements AutoCloseable {

    static final Duration RATE = Duration.ofMillis(100);

    private final Process process;
    private final BufferedReader output;

    private EmbeddedProcess(Process process) {
        this.process = process;
        this.output = process.inputReader(StandardCharsets.UTF_8);
    }

    static EmbeddedProcess start(Path directory) throws IOException {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        classPath,
                        EmbeddedProcess.class.getName(),
                        directory.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        return new EmbeddedProcess(process);
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

    /** What runs in the process. */
    public static void main(String[] arguments) throws InterruptedException {
        JobFlowScheduler scheduler = JobFlowScheduler.builder()
                .dataDir(Path.of(arguments[0]))
                .handler("tick", request -> System.out.println("fired " + request.fireTime()))
                .start();
        scheduler
                .jobs()
                .put(JobDefinition.named("tick")
                        .fixedRate(RATE)
                        .timeout(Duration.ofSeconds(1))
                        .maxAttempts(1)
                        .onLost(LostPolicy.GIVE_UP)
                        .concurrency(ConcurrencyPolicy.Overlap.ALLOW, 1_000)
                        .build());
        new CountDownLatch(1).await();
    }
}
