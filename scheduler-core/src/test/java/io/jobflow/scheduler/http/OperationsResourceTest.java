package io.jobflow.scheduler.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobflow.scheduler.store.StoreException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OperationsResourceTest {

    private final ApiFixture api = new ApiFixture();

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void servesMetricsAsPrometheusText() throws Exception {
        var answer = api.get("/metrics");

        assertThat(answer.header("Content-Type")).isEqualTo("text/plain; version=0.0.4; charset=utf-8");
        assertThat(answer.body()).isEqualTo("# page in text/plain; version=0.0.4; charset=utf-8\n");
    }

    @Test
    void servesOpenMetricsToThoseWhoAsk() throws Exception {
        var answer = api.send(api.request("/metrics")
                .header("Accept", "application/openmetrics-text;version=1.0.0,text/plain;q=0.5"));

        assertThat(answer.header("Content-Type")).startsWith("application/openmetrics-text");
    }

    @Test
    void isReadyUntilSomethingStandsInTheWay() throws Exception {
        int before = api.get("/health/ready").status();
        api.obstacle = "The store is not open yet.";
        var after = api.get("/health/ready");

        assertThat(before).isEqualTo(200);
        assertThat(after.status()).isEqualTo(503);
        assertThat(after.text("detail")).isEqualTo("The store is not open yet.");
        assertThat(api.get("/health/live").status()).isEqualTo(200);
    }

    @Test
    void answersUnknownPathsWithAProblem() throws Exception {
        var answer = api.get("/api/v2/jobs");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.text("detail")).contains("GET /api/v2/jobs");
    }

    @Test
    void answersOtherMethodsWith405AndWhatIsAllowed() throws Exception {
        var answer = api.delete("/api/v1/jobs");

        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.header("Allow")).contains("GET").contains("POST");
    }

    @Test
    void answersAFailedDatabaseWith503() throws Exception {
        api.store.failure = new StoreException("disk full at /secret/place", new IllegalStateException());

        var answer = api.get("/api/v1/jobs/report");

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.text("code")).isEqualTo("store.failed");
        assertThat(answer.body()).doesNotContain("/secret/place");
    }

    @Test
    void answersHeadersThatAreTooLargeWithAProblem() throws Exception {
        var answer = api.send(api.request("/health/live").header("X-Long", "x".repeat(20_000)));

        assertThat(answer.status()).isEqualTo(431);
        assertThat(answer.text("code")).isEqualTo("request.protocol");
    }
}
