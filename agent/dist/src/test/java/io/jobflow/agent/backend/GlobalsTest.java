package io.jobflow.agent.backend;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GlobalsTest {

    @BeforeEach
    @AfterEach
    void reset() {
        GlobalOpenTelemetry.resetForTest();
    }

    @Test
    void setsNothingByAsking() throws Exception {
        assertThat(Globals.read(GlobalOpenTelemetry.class)).isNull();
        assertThat(GlobalOpenTelemetry.isSet()).isFalse();
    }

    @Test
    void findsWhatTheApplicationHasSet() throws Exception {
        GlobalOpenTelemetry.set(OpenTelemetrySdk.builder().build());

        assertThat(Globals.read(GlobalOpenTelemetry.class)).isInstanceOf(OpenTelemetry.class);
    }

    /** As libraries do that look whether anybody has set one. */
    @Test
    void findsNothingWhereALibraryHasOnlyAsked() throws Exception {
        GlobalOpenTelemetry.get();

        assertThat(GlobalOpenTelemetry.isSet()).isTrue();
        assertThat(Globals.read(GlobalOpenTelemetry.class)).isNull();
    }

    @Test
    void findsNothingInOneThatOnlyPropagates() throws Exception {
        GlobalOpenTelemetry.set(OpenTelemetry.propagating(ContextPropagators.noop()));

        assertThat(Globals.read(GlobalOpenTelemetry.class)).isNull();
    }
}
