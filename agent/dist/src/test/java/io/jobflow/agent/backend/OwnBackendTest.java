package io.jobflow.agent.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jobflow.agent.backend.foreign.SharedStorage;
import io.jobflow.agent.figures.AgentFigures;
import io.jobflow.agent.settings.BackendSetting;
import io.jobflow.agent.trouble.AgentTrouble;
import io.jobflow.bridge.JobMdc;
import io.jobflow.bridge.JobResult;
import io.jobflow.bridge.attempt.AttemptScope;
import io.jobflow.bridge.attempt.JobInvocation;
import io.jobflow.bridge.attempt.MdcAccess;
import io.jobflow.bridge.attempt.MdcEntries;
import io.jobflow.bridge.attempt.MdcKeys;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.context.Context;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OwnBackendTest {

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final AgentTrouble trouble = new AgentTrouble(new PrintStream(said, true, StandardCharsets.UTF_8));
    private final OwnSdk sdk = new OwnSdk(Map.of("otel.metrics.exporter", "none"), false, trouble, new AgentFigures());
    private final OwnBackend backend =
            new OwnBackend(sdk, MdcKeys.defaults().with(JobMdc.TRACE_ID, "jobTrace"), trouble);

    /** A first attempt on a thread that is interrupted, or a machine that is slow, must not be the end of telemetry. */
    @Test
    void isThereOnceItHasStartedWhateverTheFirstCallerSaw() {
        Thread.currentThread().interrupt();

        OpenTelemetry seen = backend.openTelemetry();

        assertThat(Thread.interrupted()).isTrue();
        assertThat(seen).isNull();
        await().until(() -> backend.openTelemetry() != null);
        assertThat(said.toString(StandardCharsets.UTF_8)).contains("telemetry not started yet, interrupted");
    }

    @Test
    void isNotGivenUpByTheArbiterWhileItStarts() {
        Arbiter arbiter = new Arbiter(
                BackendSetting.OWN,
                backend,
                new OtherEmitters(new MadeObjects(), trouble),
                new MetricsChoice(new MadeObjects(), null, trouble),
                new SharedStorage(trouble),
                trouble);
        ClassLoader loader = getClass().getClassLoader();
        Thread.currentThread().interrupt();

        Decision early = arbiter.decide(loader);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(early).isNull();
        await().until(() -> arbiter.decide(loader) != null);
    }

    @Test
    void hasTheKeysOfTheSettingsWhereNobodyRecords() {
        JobInvocation invocation = JobInvocation.read(new RehearsalHeaders());
        assertThat(invocation).isNotNull();

        AttemptScope scope = backend.unrecorded().start(invocation, Context.root(), MdcAccess.NONE);
        scope.end(JobResult.SUCCESS, null, null);
        MdcEntries entries = scope.mdcEntries();

        assertThat(entries.asMap()).containsKey("jobTrace").doesNotContainKey("traceId");
        assertThat(backend.unrecorded()).isSameAs(backend.unrecorded());
    }
}
