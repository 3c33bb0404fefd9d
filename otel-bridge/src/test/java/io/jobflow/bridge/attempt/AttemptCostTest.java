package io.jobflow.bridge.attempt;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.jobflow.bridge.JobResult;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.testing.exporter.InMemoryMetricReader;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.lang.management.ManagementFactory;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class AttemptCostTest {

    private static final int WARM_UP = 2_000;
    private static final int MEASURED = 1_000;

    @Test
    void staysUnderThreeKilobytesAnAttempt() {
        try (OpenTelemetrySdk sdk = recordingSdk()) {
            AttemptTelemetry attempts = AttemptTelemetry.builder(sdk).build();
            FakeHeaders headers = FakeHeaders.ofJobRequest().with("tracestate", "vendor=1");
            FakeMdc mdc = new FakeMdc();
            run(attempts, headers, mdc, WARM_UP);

            long before = allocatedBytes();
            run(attempts, headers, mdc, MEASURED);
            long each = (allocatedBytes() - before) / MEASURED;

            assertThat(each).isLessThan(3 * 1024);
        }
    }

    @Test
    void costsAnOrdinaryRequestNothing() {
        try (OpenTelemetrySdk sdk = recordingSdk()) {
            AttemptTelemetry attempts = AttemptTelemetry.builder(sdk).build();
            FakeHeaders headers = new FakeHeaders().with("Accept", "*/*");
            readOnly(attempts, headers, WARM_UP);

            long before = allocatedBytes();
            readOnly(attempts, headers, MEASURED);
            long each = (allocatedBytes() - before) / MEASURED;

            assertThat(each).isZero();
        }
    }

    private static void run(AttemptTelemetry attempts, FakeHeaders headers, MdcAccess mdc, int times) {
        for (int i = 0; i < times; i++) {
            JobInvocation invocation = Objects.requireNonNull(attempts.read(headers));
            attempts.start(invocation, Context.root(), mdc).end(JobResult.SUCCESS, null, null);
        }
    }

    private static void readOnly(AttemptTelemetry attempts, FakeHeaders headers, int times) {
        for (int i = 0; i < times; i++) {
            if (attempts.read(headers) != null) {
                throw new AssertionError("an ordinary request was taken for a job request");
            }
        }
    }

    /** Records and ends spans as in production, but hands them to nobody. */
    private static OpenTelemetrySdk recordingSdk() {
        return OpenTelemetrySdk.builder()
                .setTracerProvider(SdkTracerProvider.builder()
                        .addSpanProcessor(SimpleSpanProcessor.create(SpanExporter.noop()))
                        .build())
                .setMeterProvider(SdkMeterProvider.builder()
                        .registerMetricReader(InMemoryMetricReader.create())
                        .build())
                .build();
    }

    private static long allocatedBytes() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        return threads.getThreadAllocatedBytes(Thread.currentThread().getId());
    }
}
