package io.jobflow.agent.outgoing;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobflow.bridge.JobHeaders;
import io.jobflow.bridge.attempt.AttemptScope;
import io.jobflow.bridge.attempt.AttemptTelemetry;
import io.jobflow.bridge.attempt.HeaderSource;
import io.jobflow.bridge.attempt.JobInvocation;
import io.jobflow.bridge.attempt.MdcAccess;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.context.Context;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OutgoingCallsTest {

    private final AttemptTelemetry telemetry =
            AttemptTelemetry.builder(OpenTelemetry.noop()).build();
    private final RunHere here = new RunHere(start(telemetry));
    private @Nullable Caller current = here;
    private final OutgoingCalls calls = new OutgoingCalls(() -> current, 10);

    @Test
    void beginsNothingWithoutARun() {
        current = null;

        assertThat(begin(null)).isNull();
    }

    @Test
    void beginsNothingIfNobodyWantsSpans() {
        AttemptTelemetry beside =
                AttemptTelemetry.builder(OpenTelemetry.noop()).callSpans(false).build();
        current = new RunHere(start(beside));

        assertThat(begin(null)).isNull();
    }

    @Test
    void beginsNothingForARequestThatBringsATraceparent() {
        assertThat(begin("of-the-application")).isNull();
        assertThat(here.calling()).isNull();
    }

    @Test
    void callWithinACallIsAPartOfIt() {
        Object outer = begin(null);
        Object inner = begin(null);
        calls.perform("callEnds", outer, 200, null);
        Object next = begin(null);

        assertThat(outer).isNotNull();
        assertThat(inner).isNull();
        assertThat(next).isNotNull();
    }

    @Test
    void threadThatHasLeftMayCallAgainBeforeTheAnswerIsThere() {
        Object first = begin(null);
        calls.perform("callLeaves", first, null);
        Object second = begin(null);
        calls.perform("callEnds", first, 200, null);

        assertThat(second).isNotNull();
        assertThat(here.calling()).isSameAs(second);
    }

    @Test
    void handsTheHeadersOutOnce() {
        Object call = begin(null);

        assertThat((String[]) calls.perform("callHeaders", call)).startsWith("traceparent");
        assertThat(calls.perform("callHeaders", call)).isNull();
    }

    @Test
    void takesTheCallOfAConnectionUpAgainUntilItsEnd() {
        Object connection = new Object();
        Object connecting = connect(connection, true);
        calls.perform("callLeaves", connecting, null);
        Object answering = connect(connection, false);
        calls.perform("callEnds", answering, 200, null);

        assertThat(connecting).isNotNull().isSameAs(answering);
        assertThat(connect(connection, false)).isNull();
    }

    @Test
    void leavesAConnectionAloneThatWasConnectedBefore() {
        assertThat(connect(new Object(), false)).isNull();
    }

    private @Nullable Object begin(@Nullable String carried) {
        return calls.perform("callBegins", "GET", "http://shop.local/", carried);
    }

    private @Nullable Object connect(Object connection, boolean fresh) {
        return calls.perform("connectionCall", connection, fresh, "GET", "http://shop.local/", null);
    }

    private static AttemptScope start(AttemptTelemetry telemetry) {
        JobInvocation invocation = telemetry.read(new Headers());
        assertThat(invocation).isNotNull();
        return telemetry.start(invocation, Context.root(), MdcAccess.NONE);
    }

    private static final class RunHere implements Caller {
        private final AttemptScope scope;
        private final CallCount count = new CallCount();
        private @Nullable Object calling;

        RunHere(AttemptScope scope) {
            this.scope = scope;
        }

        @Override
        public AttemptScope scope() {
            return scope;
        }

        @Override
        public CallCount calls() {
            return count;
        }

        @Override
        public @Nullable Object calling() {
            return calling;
        }

        @Override
        public void calling(@Nullable Object call) {
            calling = call;
        }
    }

    private static final class Headers implements HeaderSource {
        private final Map<String, String> headers =
                Map.of(JobHeaders.JOB, "order-sync", JobHeaders.EXECUTION, "e-1", JobHeaders.ATTEMPT, "1");

        @Override
        public @Nullable String first(String name) {
            return headers.get(name);
        }

        @Override
        public List<String> all(String name) {
            String only = headers.get(name);
            return only == null ? List.of() : List.of(only);
        }
    }
}
