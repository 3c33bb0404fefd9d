package io.jobflow.bridge.outgoing;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobflow.bridge.JobHeaders;
import io.jobflow.bridge.JobResult;
import io.jobflow.bridge.Telemetry;
import io.jobflow.bridge.attempt.AttemptScope;
import io.jobflow.bridge.attempt.AttemptTelemetry;
import io.jobflow.bridge.attempt.HeaderSource;
import io.jobflow.bridge.attempt.JobInvocation;
import io.jobflow.bridge.attempt.MdcAccess;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.sql.BatchUpdateException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OutgoingSpansTest {

    private static final String TRACE_ID = "0af7651916cd43dd8448eb211c80319c";
    private static final Map<String, String> HEADERS = Map.of(
            JobHeaders.JOB,
            "order-sync",
            JobHeaders.EXECUTION,
            "e-1",
            JobHeaders.ATTEMPT,
            "1",
            JobHeaders.TRACEPARENT,
            "00-" + TRACE_ID + "-b7ad6b7169203331-01",
            "tracestate",
            "vendor=x",
            "baggage",
            "tenant=acme");
    private static final Database SHOP = Database.ofUrl("jdbc:postgresql://db.local:5433/shop");

    private final Telemetry telemetry = new Telemetry();
    private final AttemptTelemetry attempts =
            AttemptTelemetry.builder(telemetry.sdk()).build();
    private final AttemptScope run = start(attempts);
    private final OutgoingSpans spans = spansOf(run);

    @AfterEach
    void endRun() {
        run.end(JobResult.SUCCESS, null, null);
        telemetry.close();
    }

    @Test
    void requestIsAChildOfTheRunAndCarriesItself() {
        HttpCallSpan call = spans.http("GET", "http://shop.local/orders?id=17");
        call.end(200, null);

        SpanData span = telemetry.span("GET");
        assertThat(span.getKind()).isEqualTo(SpanKind.CLIENT);
        assertThat(span.getParentSpanId()).isEqualTo(run.spanContext().getSpanId());
        assertThat(call.headers())
                .containsExactly(
                        "traceparent",
                        "00-" + TRACE_ID + "-" + span.getSpanId() + "-01",
                        "tracestate",
                        "vendor=x",
                        "baggage",
                        "tenant=acme");
    }

    @Test
    void strangeMethodsShareOneName() {
        spans.http("BREW", "http://coffee.local/").end(418, null);

        SpanData span = telemetry.span("HTTP");
        assertThat(value(span, "http.request.method")).isEqualTo("_OTHER");
        assertThat(value(span, "http.request.method_original")).isEqualTo("BREW");
        assertThat(value(span, "error.type")).isEqualTo("418");
    }

    @Test
    void requestWithoutASpanCarriesTheRun() {
        HttpCallSpan call = spans.unrecordedHttp();
        call.end(200, null);
        spans.unrecorded(3);
        run.end(JobResult.SUCCESS, null, null);

        assertThat(call.headers())
                .contains("00-" + TRACE_ID + "-" + run.spanContext().getSpanId() + "-01");
        assertThat(telemetry.spans()).hasSize(1);
        assertThat(telemetry.spans().get(0).getAttributes().get(AttributeKey.longKey("jobflow.calls.unrecorded")))
                .isEqualTo(3);
    }

    @Test
    void requestCarriesTheTraceWhileTelemetryIsOff() {
        AttemptTelemetry off = AttemptTelemetry.builder(OpenTelemetry.noop()).build();
        AttemptScope unrecorded = start(off);

        HttpCallSpan call = spansOf(unrecorded).http("GET", "http://shop.local/");
        unrecorded.end(JobResult.SUCCESS, null, null);

        assertThat(call.headers().get(1)).startsWith("00-" + TRACE_ID + "-");
    }

    @Test
    void statementIsNamedByWhatItDoes() {
        spans.statement(SHOP, "select * from orders where id in (1, 2)").end(StatementSpan.NO_BATCH, null);

        SpanData span = telemetry.span("SELECT orders");
        assertThat(span.getKind()).isEqualTo(SpanKind.CLIENT);
        assertThat(span.getParentSpanId()).isEqualTo(run.spanContext().getSpanId());
        assertThat(value(span, "db.system.name")).isEqualTo("postgresql");
        assertThat(value(span, "db.namespace")).isEqualTo("shop");
        assertThat(value(span, "db.collection.name")).isEqualTo("orders");
        assertThat(value(span, "db.operation.name")).isEqualTo("SELECT");
        assertThat(value(span, "db.query.text")).isEqualTo("select * from orders where id in (?)");
        assertThat(value(span, "server.address")).isEqualTo("db.local");
        assertThat(span.getAttributes().get(AttributeKey.longKey("server.port")))
                .isEqualTo(5433);
        assertThat(span.getAttributes().get(AttributeKey.longKey("db.operation.batch.size")))
                .isNull();
    }

    @Test
    void statementWithoutATextIsNamedByItsDatabase() {
        spans.statement(SHOP, null).end(StatementSpan.NO_BATCH, null);
        spans.statement(Database.ofUrl(null), null).end(StatementSpan.NO_BATCH, null);

        assertThat(telemetry.spans()).extracting(SpanData::getName).containsExactly("shop", "other_sql");
    }

    @Test
    void failedBatchTellsItsSizeAndState() {
        BatchUpdateException taken = new BatchUpdateException("key 17 is taken", "23505", 0, new int[0]);

        spans.statement(SHOP, "insert into orders values (?)").end(3, taken);

        SpanData span = telemetry.span("INSERT orders");
        assertThat(span.getAttributes().get(AttributeKey.longKey("db.operation.batch.size")))
                .isEqualTo(3);
        assertThat(value(span, "db.response.status_code")).isEqualTo("23505");
        assertThat(value(span, "error.type")).isEqualTo("java.sql.BatchUpdateException");
        assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        assertThat(span.getStatus().getDescription()).isEmpty();
    }

    @Test
    void noneWhereSomebodyElseMakesThem() {
        AttemptTelemetry beside =
                AttemptTelemetry.builder(telemetry.sdk()).callSpans(false).build();

        assertThat(OutgoingSpans.of(start(beside))).isNull();
    }

    private static OutgoingSpans spansOf(AttemptScope run) {
        OutgoingSpans spans = OutgoingSpans.of(run);
        assertThat(spans).isNotNull();
        return spans;
    }

    private static @Nullable String value(SpanData span, String key) {
        return span.getAttributes().get(AttributeKey.stringKey(key));
    }

    private static AttemptScope start(AttemptTelemetry telemetry) {
        JobInvocation invocation = telemetry.read(new Headers());
        assertThat(invocation).isNotNull();
        return telemetry.start(invocation, Context.root(), MdcAccess.NONE);
    }

    private static final class Headers implements HeaderSource {
        @Override
        public @Nullable String first(String name) {
            return HEADERS.get(name);
        }

        @Override
        public List<String> all(String name) {
            String only = HEADERS.get(name);
            return only == null ? List.of() : List.of(only);
        }
    }
}
