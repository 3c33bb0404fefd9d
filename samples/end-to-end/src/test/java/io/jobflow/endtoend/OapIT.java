package io.jobflow.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.exporter.otlp.trace.OtlpGrpcSpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The back end itself, so that a failure of the other tests is known to be ours. */
class OapIT {

    @Test
    void givesBackATraceWithItsParentsAndLinks() {
        try (Oap oap = Oap.start();
                SdkTracerProvider provider = exportingTo(oap)) {
            Tracer tracer = provider.get("end-to-end");
            Span parent = tracer.spanBuilder("job nightly").startSpan();
            Span earlier = tracer.spanBuilder("earlier")
                    .setParent(Context.root().with(parent))
                    .startSpan();
            Span child = tracer.spanBuilder("dispatch nightly")
                    .setParent(Context.root().with(parent))
                    .addLink(earlier.getSpanContext())
                    .startSpan();

            child.end();
            earlier.end();
            parent.end();

            List<StoredSpan> spans = oap.awaitTrace(parent.getSpanContext().getTraceId(), found -> found.size() == 3);
            StoredSpan storedParent = named("job nightly", spans);
            StoredSpan storedChild = named("dispatch nightly", spans);
            assertThat(storedParent.parentId()).isEmpty();
            assertThat(storedChild.parentId()).isEqualTo(storedParent.id());
            assertThat(storedChild.link()).startsWith(named("earlier", spans).asLinkTarget());
        }
    }

    private static SdkTracerProvider exportingTo(Oap oap) {
        OtlpGrpcSpanExporter exporter =
                OtlpGrpcSpanExporter.builder().setEndpoint(oap.endpoint()).build();
        return SdkTracerProvider.builder()
                .addSpanProcessor(SimpleSpanProcessor.create(exporter))
                .build();
    }

    private static StoredSpan named(String name, List<StoredSpan> spans) {
        return spans.stream()
                .filter(span -> span.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no span \"" + name + "\" in " + spans));
    }
}
