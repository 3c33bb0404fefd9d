package com.acme.reports;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

class ReportControllerTest {

    private final HttpClient client = HttpClient.newHttpClient();
    private ConfigurableApplicationContext application;

    @BeforeEach
    void start() {
        application = SpringApplication.run(ReportApplication.class, "--server.port=0", "--logging.level.root=off");
    }

    @AfterEach
    void stop() {
        application.close();
    }

    @Test
    void buildsAReportAndShowsIt() throws Exception {
        HttpResponse<String> built = post("{\"month\":\"2026-03\"}");
        HttpResponse<String> shown = get("/reports/2026-03");

        assertThat(built.statusCode()).isEqualTo(200);
        assertThat(built.body()).contains("\"SUCCESS\"", "report of 2026-03");
        assertThat(shown.body()).contains("\"month\":\"2026-03\"", "\"north\"");
    }

    @Test
    void needsNoParameters() throws Exception {
        HttpResponse<String> built = post("");

        assertThat(built.body()).contains("\"SUCCESS\"", "report of 2026-01");
    }

    @Test
    void failsWhenAskedTo() throws Exception {
        HttpResponse<String> response = post("{\"fail\":true}");

        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(response.body()).contains("\"FAILED\"", "this failure was asked for");
    }

    @Test
    void namesAMonthItCannotRead() throws Exception {
        HttpResponse<String> response = post("{\"month\":\"March\"}");

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("March", "yyyy-MM");
    }

    private HttpResponse<String> post(String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(uri("/internal/job/report-build"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build();
        return client.send(request, BodyHandlers.ofString());
    }

    private HttpResponse<String> get(String path) throws Exception {
        return client.send(HttpRequest.newBuilder(uri(path)).build(), BodyHandlers.ofString());
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + application.getEnvironment().getProperty("local.server.port") + path);
    }
}
