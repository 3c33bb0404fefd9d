package io.jobflow.agent.harness;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/**
 * One program twice: under the agent, sending what it records to a receiver, and without it. Each starts at its first use
 * and serves all tests of a class. Safe for use by any thread.
 */
public final class Twins implements AutoCloseable {

    private static final String PATH = "/internal/job/";
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final String name;
    private final Supplier<ProgramBuilder> program;
    private final List<String> sent = new CopyOnWriteArrayList<>();
    // guarded by this
    private @Nullable Running running;
    private @Nullable Program other;

    /** @param program a new builder each time */
    public Twins(String name, Supplier<ProgramBuilder> program) {
        this.name = name;
        this.program = program;
    }

    private synchronized Running running() {
        Running ready = running;
        if (ready == null) {
            OtlpReceiver receiver = new OtlpReceiver();
            ready = new Running(
                    receiver, program.get().agent("").exportTo(receiver).start());
            running = ready;
        }
        return ready;
    }

    /** The one without the agent. */
    public synchronized Program other() {
        Program ready = other;
        if (ready == null) {
            ready = program.get().start();
            other = ready;
        }
        return ready;
    }

    public OtlpReceiver receiver() {
        return running().receiver();
    }

    /** The one under the agent. */
    public Program agent() {
        return running().agent();
    }

    /** A job request to the one under the agent; answers what it answered. */
    public String send(String handler, String executionId) {
        sent.add(executionId);
        return send(JobRequest.traced(PATH + handler, executionId));
    }

    /** Any request to the one under the agent. */
    public String send(JobRequest request) {
        return request.send(agent().port());
    }

    /** Any request to the one without the agent. */
    public String sendToTheOther(JobRequest request) {
        return request.send(other().port());
    }

    /** The execution ids of all job requests to the one under the agent, in the order in which they were sent. */
    public List<String> executionIds() {
        return List.copyOf(sent);
    }

    /** What the one under the agent logs with this message, by all appenders; waits until there are as many lines. */
    public List<String> awaitLines(String message, int count) {
        Awaitility.await(count + " lines that say " + message + "; so far " + agent())
                .pollInterval(Duration.ofMillis(10))
                .atMost(LIMIT)
                .until(() -> lines(message).size() >= count);
        return lines(message);
    }

    /** The same of the lines with this execution's id. */
    public List<String> awaitLinesOf(String message, String executionId, int count) {
        Awaitility.await(message + " of " + executionId + " in " + agent())
                .pollInterval(Duration.ofMillis(10))
                .atMost(LIMIT)
                .until(() -> linesOf(message, executionId).size() >= count);
        return linesOf(message, executionId);
    }

    private List<String> linesOf(String message, String executionId) {
        return lines(message).stream()
                .filter(line -> line.contains("execution=[" + executionId + "]"))
                .toList();
    }

    private List<String> lines(String message) {
        return agent().out().stream()
                .filter(line -> line.contains(" " + message + " "))
                .toList();
    }

    /** Ends both, by force if need be. */
    @Override
    public synchronized void close() {
        if (running != null) {
            running.agent().close();
            running.receiver().close();
        }
        if (other != null) {
            other.close();
        }
    }

    @Override
    public String toString() {
        return name;
    }

    private record Running(OtlpReceiver receiver, Program agent) {}
}
