package io.jobflow.bridge.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jobflow.bridge.JobAttributes;
import io.jobflow.bridge.Telemetry;
import io.jobflow.bridge.attempt.AttemptTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import javax.servlet.AsyncContext;
import javax.servlet.AsyncEvent;
import javax.servlet.AsyncListener;
import javax.servlet.FilterChain;
import javax.servlet.ServletException;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

class JavaxJobFilterTest {

    private final Telemetry telemetry = new Telemetry();
    private final JavaxJobFilter filter =
            new JavaxJobFilter(AttemptTelemetry.builder(telemetry.sdk()).build(), new Slf4jMdc());
    private final Map<String, String> headers = new HashMap<>(RequestFixture.jobHeaders());
    private final List<AsyncListener> listeners = new CopyOnWriteArrayList<>();
    private boolean asynchronous;
    private int status = 200;

    @AfterEach
    void leavesNothingBehind() {
        assertThat(Context.current()).isSameAs(Context.root());
        assertThat(MDC.get("traceId")).isNull();
        telemetry.close();
    }

    @Test
    void runsAJobRequestAsAnAttempt() throws Exception {
        AtomicReference<String> trace = new AtomicReference<>();

        handle((request, response) -> trace.set(Span.current().getSpanContext().getTraceId()));

        assertThat(trace).hasValue(RequestFixture.TRACE_ID);
        assertThat(result()).isEqualTo("success");
    }

    @Test
    void fillsTheMdcOfSlf4jWhileItRuns() throws Exception {
        AtomicReference<String> trace = new AtomicReference<>();

        handle((request, response) -> trace.set(MDC.get("traceId")));

        assertThat(trace).hasValue(RequestFixture.TRACE_ID);
    }

    @Test
    void letsAnOrdinaryRequestPass() throws Exception {
        headers.clear();

        handle((request, response) -> assertThat(Context.current()).isSameAs(Context.root()));

        assertThat(telemetry.spans()).isEmpty();
    }

    @Test
    void makesOneAttemptOfAForwardedRequest() throws Exception {
        handle((request, response) -> filter.doFilter(request, response, (inner, answer) -> {}));

        assertThat(telemetry.spans()).hasSize(1);
    }

    @Test
    void passesOnWhatTheHandlerThrows() {
        FilterChain failing = (request, response) -> {
            throw new ServletException("no orders table");
        };

        assertThatThrownBy(() -> handle(failing))
                .isInstanceOf(ServletException.class)
                .hasMessage("no orders table");

        assertThat(result()).isEqualTo("failure");
    }

    @Test
    void endsAnAsynchronousRequestWhenItCompletes() throws Exception {
        asynchronous = true;

        handle((request, response) -> {});
        int before = telemetry.spans().size();
        status = 503;
        listeners.get(0).onComplete(new AsyncEvent(asyncContext()));

        assertThat(before).isZero();
        assertThat(result()).isEqualTo("rejected");
    }

    @Test
    void saysThatAnAsynchronousRequestTimedOut() throws Exception {
        asynchronous = true;

        handle((request, response) -> {});
        listeners.get(0).onTimeout(new AsyncEvent(asyncContext()));
        listeners.get(0).onComplete(new AsyncEvent(asyncContext()));

        assertThat(result()).isEqualTo("timeout");
    }

    @Test
    void saysThatAnAsynchronousRequestFailed() throws Exception {
        asynchronous = true;

        handle((request, response) -> {});
        listeners.get(0).onError(new AsyncEvent(asyncContext(), new IllegalStateException()));
        listeners.get(0).onComplete(new AsyncEvent(asyncContext()));

        assertThat(result()).isEqualTo("failure");
    }

    @Test
    void staysWithARequestThatGoesAsynchronousAgain() throws Exception {
        asynchronous = true;

        handle((request, response) -> {});
        listeners.get(0).onStartAsync(new AsyncEvent(asyncContext()));

        assertThat(listeners).hasSize(2);
        listeners.get(1).onComplete(new AsyncEvent(asyncContext()));
        assertThat(result()).isEqualTo("success");
    }

    private void handle(FilterChain handler) throws Exception {
        filter.doFilter(request(), response(), handler);
    }

    private String result() {
        return String.valueOf(telemetry.span("run report").getAttributes().get(JobAttributes.RESULT));
    }

    private HttpServletRequest request() {
        return Fake.of(HttpServletRequest.class, (method, arguments) -> switch (method) {
            case "getHeader" -> headers.get(arguments[0]);
            case "getHeaders" ->
                Collections.enumeration(headers.entrySet().stream()
                        .filter(header -> header.getKey().equals(arguments[0]))
                        .map(Map.Entry::getValue)
                        .toList());
            case "isAsyncStarted" -> asynchronous;
            case "getAsyncContext" -> asyncContext();
            default -> throw new UnsupportedOperationException(method);
        });
    }

    private HttpServletResponse response() {
        return Fake.of(HttpServletResponse.class, (method, arguments) -> switch (method) {
            case "getStatus" -> status;
            default -> throw new UnsupportedOperationException(method);
        });
    }

    private AsyncContext asyncContext() {
        return Fake.of(AsyncContext.class, (method, arguments) -> {
            if (method.equals("addListener")) {
                listeners.add((AsyncListener) arguments[0]);
            }
            return null;
        });
    }
}
