package io.jobflow.scheduler.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobflow.bridge.JobResult;
import io.jobflow.scheduler.execution.Outcome;
import io.jobflow.scheduler.testkit.ManualTime;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Counts what arrives at executors that tempt a client to send again. */
class AtMostOnceTest {

    private static final String KEEP_ALIVE_OK = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";

    private final Answers answers = new Answers();
    private final HttpDispatcher dispatcher =
            new HttpDispatcher(DispatchSettings.DEFAULT, request -> "00-x", new FixedTime(Requests.NOON));

    @AfterEach
    void close() {
        dispatcher.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "503 Service Unavailable|Retry-After: 0|REJECTED",
                "503 Service Unavailable|Retry-After: 99999999999|REJECTED",
                "429 Too Many Requests|Retry-After: 0|REJECTED",
                "409 Conflict|Retry-After: 0|REJECTED",
                "408 Request Timeout|X-None: 0|FAILURE",
                "408 Request Timeout|Retry-After: 0|FAILURE",
                "425 Too Early|Retry-After: 0|FAILURE",
                "421 Misdirected Request|X-None: 0|FAILURE",
                "401 Unauthorized|WWW-Authenticate: Basic realm=x|FAILURE",
                "407 Proxy Authentication Required|Proxy-Authenticate: Basic realm=x|FAILURE",
                "300 Multiple Choices|Location: /other|FAILURE",
                "301 Moved Permanently|Location: /other|FAILURE",
                "302 Found|Location: /other|FAILURE",
                "303 See Other|Location: /other|FAILURE",
                "307 Temporary Redirect|Location: /other|FAILURE",
                "308 Permanent Redirect|Location: /other|FAILURE",
                "500 Internal Server Error|Retry-After: 0|FAILURE",
                "502 Bad Gateway|X-None: 0|FAILURE",
                "504 Gateway Timeout|X-None: 0|FAILURE"
            })
    void doesNotRepeatWhatWasAnswered(String status, String header, JobResult result) throws Exception {
        String answer = "HTTP/1.1 " + status + "\r\n" + header + "\r\nContent-Length: 0\r\n\r\n";
        try (RawExecutor executor = RawExecutor.answering(answer)) {

            dispatcher.send(Requests.to(executor.url()), answers);
            Outcome outcome = answers.outcome();

            assertThat(outcome.result()).isEqualTo(result);
            assertThat(outcome.httpStatus()).isEqualTo(Integer.parseInt(status.substring(0, 3)));
            assertThat(executor.requests()).hasSize(1);
        }
    }

    @Test
    void doesNotRepeatAfterAResetWithoutAnAnswer() throws Exception {
        try (RawExecutor executor = new RawExecutor(RawExecutor::reset)) {

            dispatcher.send(Requests.to(executor.url()), answers);
            Outcome outcome = answers.outcome();

            assertThat(outcome.result()).isEqualTo(JobResult.FAILURE);
            assertThat(outcome.retryable()).isTrue();
            assertThat(executor.requests()).hasSize(1);
        }
    }

    @Test
    void doesNotRepeatWhenAPooledConnectionEndsUnderTheRequest() throws Exception {
        AtomicInteger served = new AtomicInteger();
        try (RawExecutor executor = new RawExecutor(socket -> {
            if (served.getAndIncrement() == 0) {
                RawExecutor.write(socket, KEEP_ALIVE_OK);
            } else {
                socket.close();
            }
        })) {
            dispatcher.send(Requests.to(executor.url()), answers);
            answers.outcome();

            dispatcher.send(Requests.to(executor.url()), answers);
            Outcome second = answers.outcome();

            assertThat(second.result()).isEqualTo(JobResult.FAILURE);
            assertThat(second.message()).startsWith(executor.url() + " closed the connection without an answer");
            assertThat(executor.connections()).isEqualTo(1);
            assertThat(executor.requests()).hasSize(2);
        }
    }

    @Test
    void doesNotUseAPooledConnectionThatTheExecutorHasClosed() throws Exception {
        try (RawExecutor executor = new RawExecutor(socket -> {
            RawExecutor.write(socket, KEEP_ALIVE_OK);
            socket.close();
        })) {
            dispatcher.send(Requests.to(executor.url()), answers);
            answers.outcome();
            executor.awaitHangUp();

            dispatcher.send(Requests.to(executor.url()), answers);
            Outcome second = answers.outcome();

            assertThat(second.result()).isEqualTo(JobResult.SUCCESS);
            assertThat(executor.connections()).isEqualTo(2);
            assertThat(executor.requests()).hasSize(2);
        }
    }

    @Test
    void triesAConnectionThatWasIdleForLongerHoweverOftenItWasUsed() throws Exception {
        ManualTime time = new ManualTime(Requests.NOON);
        AtomicInteger served = new AtomicInteger();
        try (HttpDispatcher timed = new HttpDispatcher(DispatchSettings.DEFAULT, request -> "00-x", time);
                RawExecutor executor = new RawExecutor(socket -> {
                    RawExecutor.write(socket, KEEP_ALIVE_OK);
                    if (served.incrementAndGet() == 3) {
                        socket.close();
                    }
                })) {
            for (int i = 0; i < 3; i++) {
                timed.send(Requests.to(executor.url()), answers);
                assertThat(answers.outcome().result()).isEqualTo(JobResult.SUCCESS);
            }
            executor.awaitHangUp();
            time.advance(Duration.ofMillis(50));

            timed.send(Requests.to(executor.url()), answers);
            Outcome fourth = answers.outcome();

            assertThat(fourth.result()).isEqualTo(JobResult.SUCCESS);
            assertThat(executor.connections()).isEqualTo(2);
        }
    }

    @Test
    void doesNotRepeatAfterATimeOut() throws Exception {
        try (RawExecutor executor = RawExecutor.hanging()) {

            dispatcher.send(Requests.to(executor.url(), Duration.ofMillis(300)), answers);
            Outcome outcome = answers.outcome();

            assertThat(outcome.result()).isEqualTo(JobResult.TIMEOUT);
            assertThat(executor.requests()).hasSize(1);
        }
    }
}
