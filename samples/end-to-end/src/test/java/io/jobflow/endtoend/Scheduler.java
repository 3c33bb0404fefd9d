package io.jobflow.endtoend;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * The scheduler's jar on a port and a data directory that stay the same over restarts, and its REST interface. Confined to
 * one thread.
 */
final class Scheduler implements AutoCloseable {

    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration END = Duration.ofSeconds(60);
    private static final int PAGE = 500;
    private static final Set<String> UNFINISHED = Set.of("planned", "pending", "running");

    private final Jdk jdk;
    private final Map<String, String> environment = new TreeMap<>();
    private final String url;
    private Program program;

    private Scheduler(Jdk jdk, Path data, Map<String, String> environment) {
        int port = FreePort.find();
        this.jdk = jdk;
        this.url = "http://127.0.0.1:" + port;
        this.environment.putAll(environment);
        this.environment.put("JOBFLOW_SERVER_PORT", Integer.toString(port));
        this.environment.put("JOBFLOW_DATA_DIR", data.toString());
        this.program = launch();
    }

    static Scheduler start(Jdk jdk, Path data, Map<String, String> environment) {
        Scheduler scheduler = new Scheduler(jdk, data, environment);
        scheduler.awaitReady();
        return scheduler;
    }

    private Program launch() {
        return Program.java("scheduler", jdk).environment(environment).jar(Jars.scheduler());
    }

    private void awaitReady() {
        await().alias("the scheduler is ready")
                .atMost(START)
                .pollInterval(Duration.ofMillis(50))
                .failFast(program::requireAlive)
                .until(() -> Http.isUp(url + "/health/ready"));
    }

    /** Kills it with SIGKILL. */
    void kill() {
        program.kill();
        program.close();
    }

    /** Starts it again after {@link #kill}. */
    void startAgain() {
        program = launch();
        awaitReady();
    }

    Program program() {
        return program;
    }

    void createJob(String json) {
        expect(201, Http.send("POST", api("jobs"), json));
    }

    /** Answers {@code executionId} and {@code traceId}. */
    JsonNode trigger(String job) {
        Http.Answer answer = Http.send("POST", api("jobs/" + job + "/trigger"), "{}");
        if (answer.status() / 100 != 2) {
            throw new AssertionError("trigger of " + job + " was answered " + answer);
        }
        return answer.json();
    }

    void disable(String job) {
        Http.Answer answer = Http.send("POST", api("jobs/" + job + "/disable"), "{}");
        if (answer.status() / 100 != 2) {
            throw new AssertionError("disable of " + job + " was answered " + answer);
        }
    }

    JsonNode execution(String traceIdOrId) {
        return expect(200, Http.get(api("executions/" + traceIdOrId)));
    }

    /** Waits until the execution has ended, and answers it. */
    JsonNode awaitEnd(String traceIdOrId) {
        return await().alias("execution " + traceIdOrId + " ends")
                .atMost(END)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> execution(traceIdOrId), Scheduler::hasEnded);
    }

    /** Waits until the job has an execution that is as wanted, and answers the newest of them. */
    JsonNode awaitExecution(String job, Predicate<JsonNode> wanted) {
        List<JsonNode> found = await().alias("an execution of " + job)
                .atMost(END)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> executions(job).stream().filter(wanted).toList(), matching -> !matching.isEmpty());
        return found.get(0);
    }

    static boolean hasEnded(JsonNode execution) {
        return !UNFINISHED.contains(execution.path("status").asText());
    }

    long executionCount(String job) {
        return expect(200, Http.get(api("jobs/" + job + "/executions?size=1")))
                .path("total")
                .asLong();
    }

    /** All executions of the job, newest first. Nothing may be added while they are read. */
    List<JsonNode> executions(String job) {
        List<JsonNode> all = new ArrayList<>();
        for (int page = 0; ; page++) {
            JsonNode listing = expect(200, Http.get(api("jobs/" + job + "/executions?page=" + page + "&size=" + PAGE)));
            listing.path("items").forEach(all::add);
            if (all.size() >= listing.path("total").asLong()
                    || listing.path("items").isEmpty()) {
                return all;
            }
        }
    }

    private String api(String path) {
        return url + "/api/v1/" + path;
    }

    private static JsonNode expect(int status, Http.Answer answer) {
        if (answer.status() != status) {
            throw new AssertionError("expected " + status + ", was answered " + answer);
        }
        return answer.json();
    }

    @Override
    public void close() {
        program.close();
    }
}
