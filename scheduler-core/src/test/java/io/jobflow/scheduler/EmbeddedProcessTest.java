package io.jobflow.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jobflow.scheduler.execution.Execution;
import io.jobflow.scheduler.execution.ExecutionStatus;
import io.jobflow.scheduler.store.ExecutionFilter;
import io.jobflow.scheduler.store.PageRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Fires of handlers survive the program around them. */
@Timeout(120)
class EmbeddedProcessTest {

    private static final int ENOUGH = 20;
    private static final String FIRED = "fired ";

    @TempDir
    private Path directory;

    @Test
    void killedProgramLosesNoFireAndDoublesNone() throws Exception {
        List<Instant> handled = new ArrayList<>();
        try (EmbeddedProcess program = EmbeddedProcess.start(directory)) {
            for (String line = program.readLine(); line != null; line = program.readLine()) {
                if (line.startsWith(FIRED)) {
                    handled.add(Instant.parse(line.substring(FIRED.length())));
                }
                if (handled.size() == ENOUGH) {
                    program.kill();
                }
            }
        }

        Queue<Instant> handledAfterwards = new ConcurrentLinkedQueue<>();
        try (JobFlowScheduler scheduler = JobFlowScheduler.builder()
                .dataDir(directory)
                .handler("tick", request -> handledAfterwards.add(request.fireTime()))
                .start()) {
            await().atMost(Duration.ofSeconds(60)).until(() -> handledAfterwards.size() >= ENOUGH);
            scheduler.jobs().enable("tick", false);
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> executions(scheduler).stream()
                            .allMatch(execution -> execution.status().isFinal()));

            List<Execution> executions = executions(scheduler);
            assertThat(executions).extracting(Execution::fireTime).doesNotHaveDuplicates();
            assertThat(gaps(executions)).isEmpty();
            assertThat(executions)
                    .extracting(Execution::status)
                    .isSubsetOf(ExecutionStatus.SUCCESS, ExecutionStatus.LOST);
            assertThat(handled)
                    .doesNotHaveDuplicates()
                    .doesNotContainAnyElementsOf(handledAfterwards)
                    .isSubsetOf(executions.stream().map(Execution::fireTime).toList());
        }
    }

    private static List<Execution> executions(JobFlowScheduler scheduler) {
        ExecutionFilter all = new ExecutionFilter("tick", Set.of(), null, null);
        List<Execution> found = new ArrayList<>();
        for (int page = 0; found.size() == page * PageRequest.MAX_SIZE; page++) {
            found.addAll(scheduler
                    .store()
                    .listExecutions(all, new PageRequest(page, PageRequest.MAX_SIZE))
                    .items());
        }
        return found;
    }

    /** Fire times that the rate asks for, between the first and the last, and that have no execution. */
    private static List<Instant> gaps(List<Execution> executions) {
        List<Instant> times =
                executions.stream().map(Execution::fireTime).sorted().toList();
        List<Instant> missing = new ArrayList<>();
        Instant last = times.get(times.size() - 1);
        for (Instant time = times.get(0); time.isBefore(last); time = time.plus(EmbeddedProcess.RATE)) {
            if (!times.contains(time)) {
                missing.add(time);
            }
        }
        return missing;
    }
}
