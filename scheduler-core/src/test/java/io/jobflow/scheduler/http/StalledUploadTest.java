package io.jobflow.scheduler.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StalledUploadTest {

    private static final int MORE_THAN_THREADS = 100;

    private final ApiFixture api = new ApiFixture("s3cret");
    private final List<Socket> uploads = new ArrayList<>();

    @AfterEach
    void stop() throws IOException {
        for (Socket upload : uploads) {
            upload.close();
        }
        api.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 1000\r\n\r\n{", "Transfer-Encoding: chunked\r\n\r\n5\r\n{"})
    @Timeout(value = 8, unit = TimeUnit.SECONDS)
    void keepNobodyElseFromAnAnswer(String begunBody) throws Exception {
        for (int i = 0; i < MORE_THAN_THREADS; i++) {
            upload(begunBody);
        }

        assertThat(api.get("/health/live").status()).isEqualTo(200);
        assertThat(api.post("/api/v1/jobs", "{}").status()).isEqualTo(401);
    }

    @Test
    @Timeout(value = 8, unit = TimeUnit.SECONDS)
    void areAnsweredWhenTheyBreakOff() throws Exception {
        Socket upload = upload("Content-Length: 1000\r\n\r\n{");

        upload.shutdownOutput();

        String answer = new String(upload.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(answer).startsWith("HTTP/1.1 400 ").contains("the body ended early");
    }

    private Socket upload(String begunBody) throws IOException {
        Socket upload = new Socket(InetAddress.getLoopbackAddress(), api.port());
        uploads.add(upload);
        String head = "POST /api/v1/jobs HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer s3cret\r\n"
                + "Content-Type: application/json\r\n";
        upload.getOutputStream().write((head + begunBody).getBytes(StandardCharsets.US_ASCII));
        return upload;
    }
}
