package io.jobflow.scheduler.telemetry;

import io.jobflow.bridge.fire.FireTelemetry;
import io.jobflow.bridge.setup.OtelProperties;
import io.jobflow.bridge.setup.OtelSetup;
import io.jobflow.scheduler.dispatch.DispatchRequest;
import io.jobflow.scheduler.engine.EngineListener;
import io.jobflow.scheduler.engine.Notice;
import io.jobflow.scheduler.time.TimeSource;
import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The scheduler's telemetry, wired: hand {@link #listener} to the firing loop, {@link #traceparent} to the dispatcher
 * and {@link #scrape(String)} to whoever serves {@code /metrics}. Spans leave the process only where {@code OTEL_*}
 * settings name an exporter; ids, metrics and log lines are there always.
 */
public final class Telemetry implements AutoCloseable {

    /** The {@code service.name} of the scheduler's spans unless {@code OTEL_SERVICE_NAME} gives another. */
    public static final String SERVICE_NAME = "jobflow-scheduler";

    private static final Logger log = LoggerFactory.getLogger(Telemetry.class);

    private final PrometheusMeterRegistry registry;
    private final ProcessMeters process;
    private final OtelSetup otel;
    private final SamplingDecisions sampling;
    private final CountedTrouble trouble;
    private final List<EngineListener> listeners;

    private Telemetry(OtelProperties settings, TimeSource time) {
        AttemptExemplar exemplar = new AttemptExemplar();
        registry =
                new PrometheusMeterRegistry(PrometheusConfig.DEFAULT, new PrometheusRegistry(), Clock.SYSTEM, exemplar);
        process = ProcessMeters.bindTo(registry);
        trouble = new CountedTrouble(registry);
        otel = OtelSetup.start(settings, SERVICE_NAME, trouble);
        FireTelemetry fires = otel.fireTelemetry(trouble);
        sampling = new SamplingDecisions(fires);
        listeners = List.of(
                new MeterListener(registry, exemplar, sampling, time),
                new LogListener(),
                new SpanListener(fires, sampling));
    }

    /** Starts with the {@code OTEL_*} settings of this process. */
    public static Telemetry start(TimeSource time) {
        return start(OtelProperties.ofProcess(), time);
    }

    /** Starts with these OpenTelemetry settings; those that make no sense are warned of and leave telemetry off. */
    public static Telemetry start(OtelProperties settings, TimeSource time) {
        Telemetry telemetry = new Telemetry(settings, time);
        telemetry.otel.problems().forEach(problem -> log.warn("{}", problem));
        if (!telemetry.otel.exportedSignals().isEmpty()) {
            log.info("OpenTelemetry exports {}", String.join(" and ", telemetry.otel.exportedSignals()));
        }
        return telemetry;
    }

    /** Turns notices into metrics, log lines and spans; a failure of one costs the others nothing. */
    public EngineListener listener() {
        return notice -> listeners.forEach(listener -> tell(listener, notice));
    }

    private void tell(EngineListener listener, Notice notice) {
        try {
            listener.onNotice(notice);
        } catch (RuntimeException e) {
            trouble.report(listener.getClass().getSimpleName() + " failed", e);
        }
    }

    /** The {@code traceparent} of an attempt, with the same sampling decision as its spans here. */
    public String traceparent(DispatchRequest request) {
        return sampling.idsOf(request.execution()).traceparent(request.attempt().spanId());
    }

    /** Where further features register meters. */
    public MeterRegistry registry() {
        return registry;
    }

    /**
     * All metrics as a page.
     *
     * @param contentType of the page: Prometheus text, or OpenMetrics, which has exemplars
     */
    public String scrape(String contentType) {
        return registry.scrape(contentType);
    }

    /** Exports what is waiting, for five seconds at most, and lets go of threads. */
    @Override
    public void close() {
        otel.close();
        process.close();
        registry.close();
    }
}
