package io.jobflow.agent.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobflow.agent.backend.ApplicationTelemetry;
import io.jobflow.agent.backend.Backend;
import io.jobflow.agent.backend.BackendChoice;
import io.jobflow.agent.logs.LogContexts;
import io.jobflow.agent.sites.CallCost;
import io.jobflow.agent.sites.SiteLimits;
import io.jobflow.agent.sites.Sites;
import io.jobflow.bridge.attempt.AttemptTelemetry;
import io.opentelemetry.api.OpenTelemetry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Every way in which a run begins, through the agent's door. */
class RunEntriesTest {

    private static final RuntimeException FAILED = new IllegalStateException("planted");

    private final List<String> said = new ArrayList<>();
    private final Object channel = new Object();
    private final Switched control = new Switched();
    private final Sites sites = new Sites(new SiteLimits(1, 0), (what, cause) -> said.add(what));
    private final AgentDoor door = new AgentDoor(
            (what, cause) -> said.add(what + ": " + cause),
            sites,
            new LogContexts((what, cause) -> said.add(what)),
            new ApplicationTelemetry(),
            (open, handed) -> new Runs(
                    new BackendChoice(new Noop()),
                    new LogContexts((what, cause) -> said.add(what)),
                    (what, cause) -> said.add(what),
                    open,
                    handed));

    @Test
    void beginsARunInEachWay() {
        Object token = call("enter", "jdk-http", new Object(), headers("e-1"));
        assertThat(door.openRuns()).hasValue(1);
        call("exit", token, null, 200, false);

        read("e-2");
        assertThat(door.openRuns()).hasValue(1);
        call("answer", channel, 200, new byte[0], true);

        Object handler = call("handlerEnter", "com.acme.Orders.sync", "");
        assertThat(door.openRuns()).hasValue(1);
        call("handlerExit", handler, null, null, false);

        assertThat(door.openRuns()).hasValue(0);
        assertThat(said).isEmpty();
    }

    /** Slow parameters of a record are no reason to switch the site off. */
    @Test
    void timesNoCallInWhichARecordIsPutIntoWords() {
        call("recordBegins");
        call("recordEnds", 0, new LogRecord(Level.INFO, "synced"));

        assertThat(sites.costs())
                .extracting(CallCost::call)
                .contains("recordBegins")
                .doesNotContain("recordEnds");
    }

    @Test
    void beginsNothingAtASiteThatIsOff() {
        sites.failedIn("jdk-http", FAILED);
        sites.failedIn("netty", FAILED);
        sites.failedIn("handler", FAILED);

        assertThat(call("enter", "jdk-http", new Object(), headers("e-1"))).isNull();
        read("e-2");
        assertThat(call("handlerEnter", "com.acme.Orders.sync", "")).isNull();

        assertThat(door.openRuns()).hasValue(0);
        assertThat(door.figures()).isNull();
    }

    @Test
    void isSwitchedOffByARequestThatAConnectionReads() {
        door.control(control);
        Map<String, List<String>> headers = headers("e-1");
        headers.put("X-JobFlow-Agent", List.of("off"));

        call("requestRead", channel, new Object(), new Object(), headers);

        assertThat(control.off).isTrue();
        assertThat(door.openRuns()).hasValue(0);
    }

    @Test
    void isSwitchedOffByJobRequestsOnly() {
        door.control(control);

        call(
                "enter",
                "jdk-http",
                new Object(),
                Map.of("X-JobFlow-Job", List.of("x"), "X-JobFlow-Agent", List.of("off")));

        assertThat(control.off).isFalse();
    }

    /** As after the agent was switched off and on. */
    @Test
    void forgetsTheOrderOfAConnectionWhoseAnswersWereMissed() {
        read("e-1");
        door.endLost("netty");
        read("e-2");

        call("answer", channel, 200, new byte[0], true);

        assertThat(door.openRuns()).hasValue(0);
        assertThat(call("answering", channel)).isEqualTo(false);
    }

    @Test
    void keepsTheOrderOfAConnectionWhoseSiteIsSwitchedOff() {
        read("e-1");
        sites.failedIn("netty", FAILED);
        read("e-2");

        call("answer", channel, 200, new byte[0], true);

        assertThat(door.openRuns()).hasValue(0);
        assertThat(call("answering", channel)).isEqualTo(false);
    }

    @Test
    void endsTheRunsOfAConnectionWhoseSiteIsTakenAway() {
        read("e-1");

        door.endLost("jdk-http");
        assertThat(door.openRuns()).hasValue(1);
        door.endLost("netty");

        assertThat(door.openRuns()).hasValue(0);
    }

    private void read(String executionId) {
        call("requestRead", channel, new Object(), new Object(), headers(executionId));
    }

    private @Nullable Object call(String operation, @Nullable Object... arguments) {
        return door.apply(operation, arguments);
    }

    private static Map<String, List<String>> headers(String executionId) {
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.put("X-JobFlow-Job", List.of("order-sync"));
        headers.put("X-JobFlow-Execution", List.of(executionId));
        headers.put("X-JobFlow-Attempt", List.of("1"));
        return headers;
    }

    /** Takes every request that has the header for one that may switch. */
    private static final class Switched implements AgentDoor.Control {
        private boolean off;

        @Override
        public boolean asksForOff(Map<String, List<String>> headers) {
            return headers.containsKey("X-JobFlow-Agent");
        }

        @Override
        public void switchOff() {
            off = true;
        }

        @Override
        public String command(String command) {
            return command;
        }
    }

    /** Records nothing. */
    private record Noop() implements Backend {

        @Override
        public void prepare() {}

        @Override
        public AttemptTelemetry telemetry() {
            return AttemptTelemetry.builder(OpenTelemetry.noop()).build();
        }
    }
}
