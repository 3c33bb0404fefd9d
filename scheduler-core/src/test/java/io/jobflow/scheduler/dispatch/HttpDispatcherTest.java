package io.jobflow.scheduler.dispatch;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.http.HttpHeader;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.jobflow.bridge.JobResult;
import io.jobflow.scheduler.execution.Outcome;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class HttpDispatcherTest {

    @RegisterExtension
    private final WireMockExtension executor = WireMockExtension.newInstance()
            .options(wireMockConfig().dynamicPort())
            .build();

    private final Answers answers = new Answers();
    private final List<HttpDispatcher> dispatchers = new ArrayList<>();
    private final HttpDispatcher dispatcher = dispatcher(DispatchSettings.DEFAULT);

    @AfterEach
    void close() {
        dispatchers.forEach(HttpDispatcher::close);
    }

    @Test
    void postsTheParametersToTheHandlersPath() throws Exception {
        executor.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(200)));

        dispatcher.send(Requests.to(executor.baseUrl()), answers);
        answers.next();

        LoggedRequest request = theRequest();
        assertThat(request.getMethod().getName()).isEqualTo("POST");
        assertThat(request.getUrl()).isEqualTo("/internal/job/report");
        assertThat(request.getBodyAsString()).isEqualTo(Requests.PARAMS);
        assertThat(request.getHeader("Content-Type")).isEqualTo("application/json");
    }

    @Test
    void sendsTheProtocolsHeadersAndNoOthersOfThatKind() throws Exception {
        executor.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(200)));

        dispatcher.send(Requests.to(executor.baseUrl()), answers);
        answers.next();

        assertThat(theRequest().getHeaders().all().stream().map(HttpHeader::key))
                .containsExactlyInAnyOrder(
                        "traceparent",
                        "X-Trace-Id",
                        "X-JobFlow-Job",
                        "X-JobFlow-Execution",
                        "X-JobFlow-Attempt",
                        "X-JobFlow-Fire-Time",
                        "X-JobFlow-Deadline",
                        "X-Shard-Index",
                        "X-Shard-Total",
                        "X-Lock-Key",
                        "X-JobFlow-Fencing-Token",
                        "X-JobFlow-Lease-Millis",
                        "Content-Type",
                        "Content-Length",
                        "Host",
                        "Connection",
                        "Accept-Encoding",
                        "User-Agent");
    }

    @Test
    void signsWhenThereIsAKey() throws Exception {
        executor.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(200)));
        HttpDispatcher signing = dispatcher(DispatchSettings.DEFAULT.withSigningKey("secret"));

        signing.send(Requests.toPath(executor.baseUrl(), "/run?mode=full"), answers);
        answers.next();

        assertThat(theRequest().getHeader("X-JobFlow-Signature")).matches("[0-9a-f]{64}");
        assertThat(theRequest().getHeader("X-JobFlow-Timestamp"))
                .isEqualTo(Long.toString(Requests.NOON.toEpochMilli()));
    }

    @Test
    void hasNoLimitOfItsOwnOnCallsAtOneHost() throws Exception {
        executor.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(200).withFixedDelay(300)));

        for (int i = 0; i < 10; i++) {
            dispatcher.send(Requests.to(executor.baseUrl()), answers);
        }

        for (int i = 0; i < 10; i++) {
            assertThat(answers.outcome().result()).isEqualTo(JobResult.SUCCESS);
        }
    }

    @Test
    void readsTheAnswer() throws Exception {
        executor.stubFor(any(anyUrl())
                .willReturn(aResponse().withStatus(200).withBody("{\"status\":\"FAILED\",\"message\":\"no disk\"}")));

        dispatcher.send(Requests.to(executor.baseUrl()), answers);

        assertThat(answers.outcome()).isEqualTo(new Outcome(JobResult.FAILURE, 200, "no disk", null, true, null));
    }

    @Test
    void failsForGoodWhenTheAddressIsNoUrl() throws Exception {
        dispatcher.send(Requests.to("localhost:8080"), answers);

        Outcome outcome = answers.outcome();
        assertThat(outcome.result()).isEqualTo(JobResult.FAILURE);
        assertThat(outcome.retryable()).isFalse();
        assertThat(outcome.message()).startsWith("the request cannot be sent: Expected URL scheme");
    }

    private HttpDispatcher dispatcher(DispatchSettings settings) {
        HttpDispatcher made = new HttpDispatcher(
                settings,
                request -> "00-" + request.execution().traceId() + "-"
                        + request.attempt().spanId() + "-01",
                new FixedTime(Requests.NOON));
        dispatchers.add(made);
        return made;
    }

    private LoggedRequest theRequest() {
        List<LoggedRequest> requests = executor.findAll(anyRequestedFor(anyUrl()));
        assertThat(requests).hasSize(1);
        return requests.get(0);
    }
}
