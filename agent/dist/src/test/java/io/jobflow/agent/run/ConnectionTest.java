package io.jobflow.agent.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobflow.bridge.attempt.AttemptTelemetry;
import io.jobflow.bridge.attempt.MdcAccess;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.context.Context;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ConnectionTest {

    private static final byte[] BODY = "{}".getBytes(StandardCharsets.UTF_8);

    private final AttemptTelemetry telemetry =
            AttemptTelemetry.builder(OpenTelemetry.noop()).build();

    @Test
    void answersInTheOrderOfTheRequests() {
        Connection connection = new Connection(0);
        Run first = run();
        Run second = run();
        connection.read(ReadRequest.of(first));
        connection.read(ReadRequest.ORDINARY);
        connection.read(ReadRequest.of(second));

        assertThat(connection.answer(200, BODY, true)).isSameAs(first);
        assertThat(connection.answer(200, BODY, true)).isNull();
        assertThat(connection.answer(200, BODY, true)).isSameAs(second);
        assertThat(connection.hasRuns()).isFalse();
    }

    @Test
    void waitsForTheAnswersOfRequestsThatCameBefore() {
        Connection connection = new Connection(2);
        Run run = run();
        connection.read(ReadRequest.of(run));

        assertThat(connection.answer(200, BODY, true)).isNull();
        assertThat(connection.answer(500, BODY, true)).isNull();
        assertThat(connection.answering().run()).isSameAs(run);
        assertThat(connection.answer(200, BODY, true)).isSameAs(run);
    }

    @Test
    void waitsForTheLastPart() {
        Connection connection = new Connection(0);
        Run run = run();
        connection.read(ReadRequest.of(run));

        assertThat(connection.answer(200, null, false)).isNull();
        assertThat(connection.answer(-1, BODY, false)).isNull();
        assertThat(connection.answer(-1, null, true)).isSameAs(run);
    }

    @Test
    void takesAnInformationalAnswerForNone() {
        Connection connection = new Connection(0);
        Run run = run();
        connection.read(ReadRequest.of(run));

        assertThat(connection.answer(100, new byte[0], true)).isNull();
        assertThat(connection.answer(103, null, false)).isNull();
        assertThat(connection.answer(-1, null, true)).isNull();
        assertThat(connection.answer(200, BODY, true)).isSameAs(run);
    }

    @Test
    void takesASwitchOfProtocolsForTheAnswer() {
        Connection connection = new Connection(0);
        Run run = run();
        connection.read(ReadRequest.of(run));

        assertThat(connection.answer(101, null, true)).isSameAs(run);
    }

    @Test
    void knowsWhatIsBeingReadAndWhatIsBeingAnswered() {
        Connection connection = new Connection(0);
        Run first = run();
        Run second = run();
        connection.read(ReadRequest.of(first));
        connection.read(ReadRequest.of(second));

        assertThat(connection.reading().run()).isSameAs(second);
        assertThat(connection.answering().run()).isSameAs(first);
        assertThat(connection.runs()).containsExactly(first, second);
    }

    @Test
    void takesNoAnswerOfARequestInsideForTheRuns() {
        Connection connection = new Connection(0);
        Run run = run();
        connection.read(ReadRequest.inside(run));

        assertThat(connection.reading().run()).isSameAs(run);
        assertThat(connection.runs()).isEmpty();
        assertThat(connection.hasRuns()).isTrue();
        assertThat(connection.answer(500, BODY, true)).isNull();
        assertThat(connection.hasRuns()).isFalse();
    }

    private Run run() {
        Run run = new Run(telemetry.startLocal("orders", "Orders.sync", Context.root(), MdcAccess.NONE));
        run.scope().leave();
        return run;
    }
}
