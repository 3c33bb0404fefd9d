package io.jobflow.bridge.attempt;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.Scope;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HandlerScopeTest {

    private final List<String> said = new ArrayList<>();
    private final AttemptTelemetry telemetry = AttemptTelemetry.builder(OpenTelemetry.noop())
            .trouble((what, cause) -> said.add(what))
            .build();

    @Test
    void throwsNothingWhereItsContextCannotBeMadeCurrent() {
        HandlerScope handler = new HandlerScope(telemetry, new Failing(() -> {
            throw new IllegalStateException("planted");
        }));

        handler.enter().close();

        assertThat(said).containsExactly("handler's context not made current");
    }

    @Test
    void throwsNothingWhereTheContextBeforeCannotBeRestored() {
        HandlerScope handler = new HandlerScope(telemetry, new Failing(() -> () -> {
            throw new IllegalStateException("planted");
        }));

        handler.enter().close();

        assertThat(said).containsExactly("context not restored after a handler");
    }

    /** Stands for the storage of a library that fails. */
    private record Failing(Current current) implements Context {

        @Override
        public Scope makeCurrent() {
            return current.make();
        }

        @Override
        public <V> @Nullable V get(ContextKey<V> key) {
            return null;
        }

        @Override
        public <V> Context with(ContextKey<V> key, V value) {
            return this;
        }
    }

    /** Makes it current. */
    private interface Current {
        Scope make();
    }
}
