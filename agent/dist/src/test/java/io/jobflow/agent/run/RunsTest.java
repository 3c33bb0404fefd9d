package io.jobflow.agent.run;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.util.LogbackMDCAdapter;
import io.jobflow.agent.backend.Backend;
import io.jobflow.agent.backend.BackendChoice;
import io.jobflow.agent.logs.LogContexts;
import io.jobflow.bridge.JobAttributes;
import io.jobflow.bridge.JobHeaders;
import io.jobflow.bridge.attempt.AttemptTelemetry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RunsTest {

    private static final byte[] FAILED = "{\"status\":\"FAILED\"}".getBytes(StandardCharsets.UTF_8);

    private final InMemorySpanExporter spans = InMemorySpanExporter.create();
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicInteger handed = new AtomicInteger();
    private final Object exchange = new Object();
    private final Runs runs = new Runs(
            new BackendChoice(new InMemory(spans)),
            new LogContexts((what, cause) -> {}),
            (what, cause) -> {},
            open,
            handed);

    @AfterEach
    void leavesNothingOpen() {
        assertThat(open).hasValue(0);
        assertThat(handed).hasValue(0);
        assertThat(runs.current()).isNull();
    }

    @Test
    void endsTheRunOnItsThread() {
        RunToken token = enter("e-1");
        runs.exit(token, null, 200, false);

        assertThat(results()).containsExactly("success");
    }

    @Test
    void beginsNothingForWhatIsNoJobRequest() {
        assertThat(runs.enter(exchange, Map.of("X-JobFlow-Job", List.of("order-sync"))))
                .isNull();
        assertThat(runs.enter(exchange, headers(" not an id "))).isNull();
    }

    @Test
    void takesAnInnerCallForTheSameRun() {
        RunToken outer = enter("e-1");

        assertThat(runs.enter(exchange, headers("e-1"))).isNull();
        assertThat(runs.enter(new Object(), headers("e-1"))).isNull();
        assertThat(runs.enter(outer, headers("e-1"))).isNull();
        runs.exit(outer, null, 200, false);
    }

    @Test
    void fillsAnMdcThatWasThereBeforeAnybodyKnewOfIt() {
        LogbackMDCAdapter mdc = new LogbackMDCAdapter();
        RunToken token = enter("e-1");

        runs.logContextUsed(mdc);
        runs.logContextUsed(mdc);
        String during = mdc.get("executionId");
        runs.exit(token, null, 200, false);

        assertThat(during).isEqualTo("e-1");
        assertThat(mdc.get("executionId")).isNull();
    }

    @Test
    void letsARunWithinARunEndFirst() {
        RunToken outer = enter("e-1");
        RunToken inner = runs.enter(new Object(), headers("e-2"));
        assertThat(inner).isNotNull();

        runs.exit(inner, null, 500, false);

        assertThat(runs.current()).isSameAs(outer);
        runs.exit(outer, null, 200, false);
        assertThat(results()).containsExactly("failure", "success");
    }

    @Test
    void waitsForAnAnswerThatIsPending() {
        RunToken token = enter("e-1");
        Object stream = new Object();
        runs.answers().part(token, stream);
        runs.exit(token, null, -1, true);
        assertThat(results()).isEmpty();

        runs.answers().answered(exchange, 200, FAILED.length);
        runs.answers().wrote(stream, FAILED, 0, FAILED.length);

        assertThat(results()).containsExactly("failure");
    }

    @Test
    void waitsForTheThreadThatClosedTheAnswerEarly() {
        RunToken token = enter("e-1");
        runs.answers().answered(exchange, 200, -1);
        runs.answers().completed(exchange);
        assertThat(results()).isEmpty();

        runs.exit(token, null, 200, true);

        assertThat(results()).containsExactly("success");
    }

    @Test
    void endsWithWhatWasThrown() {
        RunToken token = enter("e-1");
        runs.exit(token, new IllegalStateException("closed"), -1, true);

        assertThat(results()).containsExactly("failure");
    }

    /** As an error page is dispatched after the run has ended. */
    @Test
    void countsNoFurtherDispatchAsARequestThatIsIgnored() {
        RunToken token = enter("e-1");
        runs.exit(token, null, 500, false);

        assertThat(runs.enter(token, Map.of())).isNull();
        assertThat(runs.figures().ignored()).isZero();
    }

    @Test
    void takesTheRunUpOnAnotherThread() throws InterruptedException {
        RunToken token = enter("e-1");
        runs.exit(token, null, -1, true);
        Thread other = new Thread(() -> {
            RunToken again = runs.enter(token, Map.of());
            runs.answers().wrote(null, FAILED, 0, FAILED.length);
            runs.exit(again == null ? token : again, null, 200, false);
        });
        other.start();
        other.join();

        assertThat(results()).containsExactly("failure");
    }

    @Test
    void addsTheRunsEntriesToALogEventThatLacksThem() {
        assertThat(runs.logged(Map.of())).isNull();
        RunToken token = enter("e-1");

        assertThat(runs.logged(Map.of("executionId", "mine", "tenant", "acme")))
                .containsEntry("executionId", "mine")
                .containsEntry("tenant", "acme")
                .containsKey("traceId")
                .doesNotContainKey("shardIndex");
        runs.exit(token, null, 200, false);
    }

    @Test
    void carriesTheRunWithWorkAndLeavesItAtItsEnd() {
        Object work = new Object();
        RunToken token = enter("e-1");
        runs.work().handOver(work);
        runs.exit(token, null, 200, false);

        runs.work().begins(work);
        runs.work().begins(work);
        Map<String, String> during = runs.logged(Map.of());
        runs.work().ends(work);
        runs.work().ends(work);

        assertThat(during).containsEntry("executionId", "e-1");
        assertThat(runs.logged(Map.of())).isNull();
        assertThat(results()).containsExactly("success");
    }

    @Test
    void carriesNothingWithWorkThatWasTakenBack() {
        Object work = new Object();
        RunToken token = enter("e-1");
        runs.work().handOver(work);
        runs.work().takeBack(work);
        runs.exit(token, null, 200, false);

        runs.work().begins(work);

        assertThat(runs.current()).isNull();
    }

    @Test
    void carriesOneRunWithWorkThatIsHandedOverTwiceInIt() {
        Object work = new Object();
        RunToken token = enter("e-1");
        runs.work().handOver(work);
        runs.work().handOver(work);
        runs.exit(token, null, 200, false);

        assertThat(executionOf(work)).isEqualTo("e-1");
        assertThat(executionOf(work)).isEqualTo("e-1");
        assertThat(executionOf(work)).isNull();
    }

    @Test
    void carriesNothingWithAnObjectThatTwoRunsHandOver() {
        Object work = new Object();
        handOverIn("e-1", work);
        handOverIn("e-2", work);

        assertThat(executionOf(work)).isNull();
        assertThat(executionOf(work)).isNull();
    }

    @Test
    void carriesNothingWithAnObjectThatOthersHandOverToo() {
        Object work = new Object();
        handOverIn("e-1", work);
        runs.work().handOver(work);

        assertThat(executionOf(work)).isNull();
        assertThat(executionOf(work)).isNull();
    }

    @Test
    void carriesNothingWithALambdaThatCapturesNothing() {
        Runnable work = () -> {};
        handOverIn("e-1", work);

        assertThat(executionOf(work)).isNull();
    }

    @Test
    void fillsNoMdcForCarriedWork() {
        LogbackMDCAdapter mdc = new LogbackMDCAdapter();
        Object work = new Object();
        handOverIn("e-1", work);

        runs.work().begins(work);
        runs.logContextUsed(mdc);
        runs.fill(mdc);
        runs.work().ends(work);

        assertThat(mdc.get("executionId")).isNull();
    }

    @Test
    void isNotEndedByAConnectionThatServesARequestOfItsOwnHandler() throws InterruptedException {
        Object channel = new Object();
        RunToken token = enter("e-1");
        AtomicReference<@Nullable String> seen = new AtomicReference<>();
        Thread server = new Thread(() -> {
            runs.connections().requestRead("netty", channel, new Object(), new Object(), headers("e-1"));
            RunToken inside = Objects.requireNonNull(runs.resume(ReadRequest.inside(token.run())));
            Map<String, String> entries = runs.logged(Map.of());
            seen.set(entries == null ? null : entries.get("executionId"));
            runs.exit(inside, null, -1, true);
            runs.connections().answer(channel, 500, FAILED, true);
        });
        server.start();
        server.join();

        assertThat(seen).hasValue("e-1");
        assertThat(runs.connections().answering(channel)).isFalse();
        assertThat(results()).isEmpty();
        runs.exit(token, null, 200, false);
        assertThat(results()).containsExactly("success");
    }

    @Test
    void isNotBrokenOffByAConnectionOfItsOwnHandlerThatCloses() throws InterruptedException {
        Object channel = new Object();
        RunToken token = enter("e-1");
        Thread server = new Thread(() -> {
            runs.connections().requestRead("netty", channel, new Object(), new Object(), headers("e-1"));
            runs.connections().closed(channel);
        });
        server.start();
        server.join();
        runs.exit(token, null, 200, false);

        assertThat(results()).containsExactly("success");
    }

    @Test
    void takesTheRequestUpWhereOnlyItsWorkIs() {
        Object work = new Object();
        RunToken token = enter("e-1");
        runs.work().handOver(work);
        runs.exit(token, null, -1, true);

        runs.work().begins(work);
        RunToken again = runs.enter(exchange, headers("e-1"));
        assertThat(again).isNotNull();
        runs.exit(again, new IllegalStateException("closed"), 200, false);
        runs.work().ends(work);

        assertThat(results()).containsExactly("failure");
    }

    @Test
    void forgetsWorkThatNobodyKnowsAnyMore() {
        handOverIn("e-1", new Object());

        Awaitility.await().pollInterval(Duration.ofMillis(10)).until(() -> {
            System.gc();
            runs.work().handOver("something else");
            return handed.get() == 0;
        });
    }

    private void handOverIn(String executionId, Object work) {
        RunToken token = enter(executionId);
        runs.work().handOver(work);
        runs.exit(token, null, 200, false);
    }

    /** The execution whose ids the log lines of this work get. */
    private @Nullable String executionOf(Object work) {
        runs.work().begins(work);
        Map<String, String> entries = runs.logged(Map.of());
        runs.work().ends(work);
        return entries == null ? null : entries.get("executionId");
    }

    private RunToken enter(String executionId) {
        RunToken token = runs.enter(exchange, headers(executionId));
        assertThat(token).isNotNull();
        return token;
    }

    private static Map<String, List<String>> headers(String executionId) {
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.put(JobHeaders.JOB, List.of("order-sync"));
        headers.put(JobHeaders.EXECUTION, List.of(executionId));
        headers.put(JobHeaders.ATTEMPT, List.of("1"));
        return headers;
    }

    private List<@Nullable String> results() {
        return spans.getFinishedSpanItems().stream()
                .map(span -> span.getAttributes().get(JobAttributes.RESULT))
                .toList();
    }

    /** Keeps spans in memory. */
    private record InMemory(InMemorySpanExporter spans) implements Backend {

        @Override
        public void prepare() {}

        @Override
        public AttemptTelemetry telemetry() {
            OpenTelemetry sdk = OpenTelemetrySdk.builder()
                    .setTracerProvider(SdkTracerProvider.builder()
                            .addSpanProcessor(SimpleSpanProcessor.create(spans))
                            .build())
                    .build();
            return AttemptTelemetry.builder(sdk).build();
        }
    }
}
