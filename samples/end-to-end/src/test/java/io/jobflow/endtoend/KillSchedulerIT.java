package io.jobflow.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One fire, one record, whatever happens to the scheduler's process. */
class KillSchedulerIT {

    private static final int KILLS = 20;
    private static final int FIRES_BETWEEN_KILLS = 2;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String JOB = "check-each-second";

    @Test
    void noFireIsLostOrDoubledOverTwentyKills(@TempDir Path directory) {
        Path logs = directory.resolve("logs");
        try (Executor orders = Executor.orders(Jdk.current(), logs, Map.of());
                Scheduler scheduler = Scheduler.start(Jdk.current(), directory.resolve("data"), Map.of())) {
            scheduler.createJob("""
                    {"name": "%s", "schedule": {"cron": "* * * * * ?", "dialect": "quartz", "zone": "UTC"},
                     "target": {"urls": ["%s"], "handler": "inventory-check"},
                     "params": {"delayMillis": 400}, "timeout": "3s", "retry": {"maxAttempts": 1},
                     "concurrency": {"policy": "allow", "limit": 20}}
                    """.formatted(JOB, orders.url()));

            for (int kill = 0; kill < KILLS; kill++) {
                awaitFires(scheduler, FIRES_BETWEEN_KILLS);
                awaitMillisOfSecond(kill * 1_000L / KILLS);
                scheduler.kill();
                scheduler.startAgain();
            }
            awaitFires(scheduler, FIRES_BETWEEN_KILLS);
            scheduler.disable(JOB);
            awaitAllEnded(scheduler);

            List<JsonNode> executions = scheduler.executions(JOB);
            assertOneExecutionPerSecond(executions);
            assertWhatDidNotSucceedSaysWhy(executions);
            assertThat(executions)
                    .as("executions that a kill interrupted")
                    .anyMatch(execution -> execution.path("status").asText().equals("lost"));
            assertExecutorSawNothingTwice(executions, requests(Executor.file(logs)));
        }
    }

    private static void awaitFires(Scheduler scheduler, int fires) {
        long before = scheduler.executionCount(JOB);
        await().alias("the job fires")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> scheduler.executionCount(JOB) >= before + fires);
    }

    /** Each kill hits another phase of the second. */
    private static void awaitMillisOfSecond(long millis) {
        await().atMost(Duration.ofSeconds(5))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> Math.floorMod(System.currentTimeMillis() - millis, 1_000L) < 50);
    }

    private static void awaitAllEnded(Scheduler scheduler) {
        await().alias("all executions end")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(200))
                .until(() -> scheduler.executions(JOB).stream().allMatch(Scheduler::hasEnded));
    }

    private static void assertOneExecutionPerSecond(List<JsonNode> executions) {
        List<Instant> fireTimes = executions.stream()
                .map(execution -> Instant.parse(execution.path("fireTime").asText()))
                .sorted()
                .toList();
        Instant last = fireTimes.get(fireTimes.size() - 1);
        List<Instant> everySecond = Stream.iterate(
                        fireTimes.get(0), second -> !second.isAfter(last), second -> second.plusSeconds(1))
                .toList();
        assertThat(fireTimes).containsExactlyElementsOf(everySecond);
    }

    private static void assertWhatDidNotSucceedSaysWhy(List<JsonNode> executions) {
        assertThat(executions)
                .filteredOn(execution -> !execution.path("status").asText().equals("success"))
                .allSatisfy(execution ->
                        assertThat(execution.path("reason").toString()).contains("."));
    }

    private static void assertExecutorSawNothingTwice(List<JsonNode> executions, List<String> requests) {
        Set<String> attempts = new TreeSet<>();
        Set<String> successes = new TreeSet<>();
        for (JsonNode execution : executions) {
            String trace = execution.path("traceId").asText();
            for (JsonNode attempt : execution.path("shards").path(0).path("attempts")) {
                String key = trace + "/" + attempt.path("number").asText();
                attempts.add(key);
                if (attempt.path("status").asText().equals("success")) {
                    successes.add(key);
                }
            }
        }
        assertThat(requests).doesNotHaveDuplicates();
        assertThat(attempts).containsAll(requests);
        assertThat(requests).containsAll(successes);
        assertThat(successes).as("successful attempts").hasSizeGreaterThan(KILLS);
    }

    /** The trace ids and attempts of the requests that the executor wrote down. */
    private static List<String> requests(List<LogLine> log) {
        return log.stream()
                .filter(line -> line.message().equals("Job inventory-check was called"))
                .map(line -> line.trace() + "/" + line.attempt())
                .toList();
    }
}
