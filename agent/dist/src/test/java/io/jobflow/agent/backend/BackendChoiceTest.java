package io.jobflow.agent.backend;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobflow.bridge.attempt.AttemptTelemetry;
import io.opentelemetry.api.OpenTelemetry;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BackendChoiceTest {

    private final ClassLoader before = Thread.currentThread().getContextClassLoader();
    private final List<ClassLoader> asked = new ArrayList<>();
    private final AttemptTelemetry telemetry = telemetry();
    private final AttemptTelemetry unrecorded = telemetry();
    private boolean somebodyIsThere = true;
    private final BackendChoice choice = new BackendChoice(new Answering());

    private static AttemptTelemetry telemetry() {
        return AttemptTelemetry.builder(OpenTelemetry.noop()).build();
    }

    private static ClassLoader loader() {
        return new URLClassLoader(new URL[0], null);
    }

    @AfterEach
    void restoreLoader() {
        Thread.currentThread().setContextClassLoader(before);
    }

    private AttemptTelemetry in(@Nullable ClassLoader loader) {
        Thread.currentThread().setContextClassLoader(loader);
        return choice.telemetry();
    }

    @Test
    void decidesOnceForEachLoader() {
        ClassLoader first = loader();
        ClassLoader second = loader();

        assertThat(List.of(in(first), in(second), in(first), in(second))).containsOnly(telemetry);
        assertThat(asked).containsExactly(first, second);
    }

    @Test
    void takesNoLoaderForTheSystems() {
        in(null);

        assertThat(asked).containsExactly(ClassLoader.getSystemClassLoader());
    }

    @Test
    void asksAgainAsLongAsNobodyIsThere() {
        ClassLoader loader = loader();
        somebodyIsThere = false;
        AttemptTelemetry nobody = in(loader);
        somebodyIsThere = true;

        assertThat(nobody).isSameAs(unrecorded);
        assertThat(in(loader)).isSameAs(telemetry);
        assertThat(asked).containsExactly(loader, loader);
    }

    @Test
    void saysWhoWasChosen() {
        assertThat(choice.describe()).isEqualTo("not decided, no attempt has come in yet");

        in(loader());
        in(loader());

        assertThat(choice.describe()).isEqualTo("somebody");
    }

    /** Remembers who was asked about. */
    private final class Answering implements BackendChoice.Deciding {
        @Override
        public void attemptsAreLikely() {}

        @Override
        public AttemptTelemetry unrecorded() {
            return unrecorded;
        }

        @Override
        public @Nullable Decision decide(ClassLoader loader) {
            asked.add(loader);
            return somebodyIsThere ? Decision.own(loader, telemetry, "somebody") : null;
        }
    }
}
