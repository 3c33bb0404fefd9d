package io.jobflow.agent.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobflow.agent.backend.ApplicationTelemetry;
import io.jobflow.agent.backend.Backend;
import io.jobflow.agent.backend.BackendChoice;
import io.jobflow.agent.harness.HostileText;
import io.jobflow.agent.logs.LogContexts;
import io.jobflow.agent.sites.SiteLimits;
import io.jobflow.agent.sites.Sites;
import io.jobflow.bridge.attempt.AttemptTelemetry;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Twenty thousand requests and answers that nobody would send on purpose, through the agent's own door. */
class HostileRequestsTest {

    private static final int CASES = 5_000;
    private static final int LONGEST_VALUE = 600;
    private static final List<String> NAMES = List.of(
            "traceparent",
            "tracestate",
            "baggage",
            "X-Trace-Id",
            "X-JobFlow-Fire-Time",
            "X-JobFlow-Deadline",
            "X-Shard-Index",
            "X-Shard-Total",
            "X-JobFlow-Fencing-Token",
            "X-JobFlow-Trigger");

    /** Says so of each bad member of a baggage; the packaged agent says it once. */
    private static final Logger BAGGAGE = Logger.getLogger("io.opentelemetry.api.baggage.propagation.Parser");

    private final List<String> said = new ArrayList<>();
    private final InMemorySpanExporter spans = InMemorySpanExporter.create();
    private final Sites sites = new Sites(new SiteLimits(1, 0), (what, cause) -> said.add(what));
    private final AgentDoor door = new AgentDoor(
            (what, cause) -> said.add(what + ": " + cause),
            sites,
            new LogContexts((what, cause) -> said.add(what)),
            new ApplicationTelemetry(),
            (open, handed) -> new Runs(
                    new BackendChoice(new InMemory(spans)),
                    new LogContexts((what, cause) -> said.add(what)),
                    (what, cause) -> said.add(what),
                    open,
                    handed));

    @BeforeAll
    static void quiet() {
        BAGGAGE.setLevel(Level.OFF);
    }

    @AfterAll
    static void loud() {
        BAGGAGE.setLevel(null);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void noneFailsAndNothingUnfitIsRecorded(long seed) {
        HostileText text = new HostileText(new Random(seed));
        int begun = 0;

        for (int number = 0; number < CASES; number++) {
            Object request = new Object();
            Object stream = new Object();
            Object token = call("enter", "jdk-http", request, headers(text, number));
            if (token != null) {
                begun++;
                call("part", token, stream);
                byte[] body = text.body().getBytes(StandardCharsets.UTF_8);
                call("wrote", stream, body, 0, body.length);
                call("answered", request, 200, -1L);
                call("exit", token, null, 200, false);
            }
        }

        assertThat(said).isEmpty();
        assertThat(door.openRuns()).hasValue(0);
        assertThat(begun).isBetween(CASES / 4, CASES);
        assertThat(spans.getFinishedSpanItems()).hasSize(begun).allSatisfy(HostileRequestsTest::isFit);
    }

    private @Nullable Object call(String operation, @Nullable Object... arguments) {
        return door.apply(operation, arguments);
    }

    /** Three in four are job requests; the rest of their headers is anything. */
    private static Map<String, List<String>> headers(HostileText text, int number) {
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        boolean valid = number % 4 != 0;
        headers.put("X-JobFlow-Job", List.of(valid ? "order-sync" : text.next()));
        headers.put("X-JobFlow-Execution", List.of(valid ? "e-" + number : text.next()));
        headers.put("X-JobFlow-Attempt", List.of(valid ? "1" : text.next()));
        for (String name : NAMES) {
            List<String> values = new ArrayList<>();
            for (int times = text.upTo(3); times > 0; times--) {
                values.add(text.next());
            }
            headers.put(name, values);
        }
        return headers;
    }

    private static void isFit(SpanData span) {
        assertThat(span.getName()).doesNotContainPattern("\\p{Cntrl}").hasSizeLessThan(LONGEST_VALUE);
        span.getAttributes()
                .forEach((key, value) -> assertThat(String.valueOf(value))
                        .as(key.getKey())
                        .doesNotContainPattern("\\p{Cntrl}")
                        .hasSizeLessThan(LONGEST_VALUE));
        assertThat(span.getStatus().getDescription())
                .doesNotContainPattern("\\p{Cntrl}")
                .hasSizeLessThan(LONGEST_VALUE);
        assertThat(span.getSpanContext().isValid()).isTrue();
    }

    /** Keeps spans in memory. */
    private record InMemory(InMemorySpanExporter spans) implements Backend {

        @Override
        public void prepare() {}

        @Override
        public AttemptTelemetry telemetry() {
            return AttemptTelemetry.builder(OpenTelemetrySdk.builder()
                            .setTracerProvider(SdkTracerProvider.builder()
                                    .addSpanProcessor(SimpleSpanProcessor.create(spans))
                                    .build())
                            .build())
                    .build();
        }
    }
}
