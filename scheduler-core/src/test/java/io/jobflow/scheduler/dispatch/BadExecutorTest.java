package io.jobflow.scheduler.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jobflow.bridge.JobResult;
import io.jobflow.scheduler.execution.Outcome;
import io.jobflow.scheduler.job.RetryRule;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What comes of executors that break HTTP, or are not there. */
class BadExecutorTest {

    private static final String OK_OF_100 = "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n";

    private final Answers answers = new Answers();
    private final HttpDispatcher dispatcher = new HttpDispatcher(
            new DispatchSettings(Duration.ofMillis(500), null), request -> "00-x", new FixedTime(Requests.NOON));

    @AfterEach
    void close() {
        dispatcher.close();
    }

    @Test
    void timesOutOnOneThatHangs() throws Exception {
        try (RawExecutor executor = RawExecutor.hanging()) {
            dispatcher.send(Requests.to(executor.url(), Duration.ofMillis(300)), answers);

            assertThat(answers.outcome())
                    .isEqualTo(Outcome.retryable(
                            JobResult.TIMEOUT, "no complete answer from " + executor.url() + " within 0.3s"));
        }
    }

    @Test
    void timesOutOnOneThatDrips() throws Exception {
        try (RawExecutor executor = new RawExecutor(socket -> {
            RawExecutor.write(socket, OK_OF_100 + "{");
            drip(socket);
        })) {
            dispatcher.send(Requests.to(executor.url(), Duration.ofMillis(300)), answers);

            assertThat(answers.outcome().result()).isEqualTo(JobResult.TIMEOUT);
        }
    }

    @Test
    void failsForNowWhenTheAnswerBreaksOff() throws Exception {
        try (RawExecutor executor = new RawExecutor(socket -> {
            RawExecutor.write(socket, OK_OF_100 + "{\"status\":\"SUCC");
            socket.close();
        })) {
            dispatcher.send(Requests.to(executor.url()), answers);

            Outcome outcome = answers.outcome();
            assertThat(outcome.result()).isEqualTo(JobResult.FAILURE);
            assertThat(outcome.retryable()).isTrue();
            assertThat(outcome.message())
                    .isEqualTo("the connection to " + executor.url()
                            + " broke before the answer was complete: the executor closed it early");
        }
    }

    @Test
    void saysThatTheConnectionWasClosedWithoutAnAnswer() throws Exception {
        try (RawExecutor executor = new RawExecutor(Socket::close)) {
            dispatcher.send(Requests.to(executor.url()), answers);

            assertThat(answers.outcome())
                    .isEqualTo(Outcome.retryable(
                                    JobResult.FAILURE,
                                    executor.url()
                                            + " closed the connection without an answer: it may have stopped or been"
                                            + " restarted, and may have done the work; its log says more")
                            .withError(RetryRule.CONNECTION));
        }
    }

    @Test
    void showsNoBytesOfAnAnswerThatBreaksOffInItsHead() throws Exception {
        try (RawExecutor executor = new RawExecutor(socket -> {
            RawExecutor.write(socket, "HTTP/1.1 200 O");
            socket.close();
        })) {
            dispatcher.send(Requests.to(executor.url()), answers);

            assertThat(answers.outcome().message())
                    .isEqualTo("the connection to " + executor.url()
                            + " broke before the answer was complete: the executor closed it early");
        }
    }

    @Test
    void failsForNowOnGarbage() throws Exception {
        try (RawExecutor executor = RawExecutor.answering("SSH-2.0-OpenSSH_9.2\r\n\r\n")) {
            dispatcher.send(Requests.to(executor.url()), answers);

            Outcome outcome = answers.outcome();
            assertThat(outcome.result()).isEqualTo(JobResult.FAILURE);
            assertThat(outcome.retryable()).isTrue();
            assertThat(outcome.message()).contains("Unexpected status line");
        }
    }

    @Test
    void failsForNowOnAnUpgradeNobodyAskedFor() throws Exception {
        try (RawExecutor executor = RawExecutor.answering(
                "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n")) {
            dispatcher.send(Requests.to(executor.url(), Duration.ofSeconds(2)), answers);

            assertThat(answers.outcome().result()).isEqualTo(JobResult.FAILURE);
        }
    }

    @Test
    void readsNoMoreThanItNeedsOfAHugeBody() throws Exception {
        try (RawExecutor executor = new RawExecutor(socket -> {
            RawExecutor.write(socket, "HTTP/1.1 200 OK\r\nContent-Length: 9999999999\r\n\r\n{\"rows\":\"");
            String kilobyte = "x".repeat(1024);
            while (!socket.isClosed()) {
                RawExecutor.write(socket, kilobyte);
            }
        })) {
            dispatcher.send(Requests.to(executor.url()), answers);

            Outcome outcome = answers.outcome();
            assertThat(outcome.result()).isEqualTo(JobResult.SUCCESS);
            assertThat(outcome.message()).startsWith("the answer names no status in its first 64 KiB");
        }
    }

    @Test
    void doesNotWaitForABodyItDoesNotNeed() throws Exception {
        try (RawExecutor executor = new RawExecutor(socket -> {
            RawExecutor.write(socket, "HTTP/1.1 202 Accepted\r\nContent-Length: 100\r\n\r\n{");
            drip(socket);
        })) {
            dispatcher.send(Requests.to(executor.url()), answers);

            assertThat(answers.next()).isEqualTo(new Answer.Accepted());
        }
    }

    @Test
    void isRejectedWhereNobodyListens() throws Exception {
        String nobody;
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = "http://127.0.0.1:" + taken.getLocalPort();
        }

        dispatcher.send(Requests.to(nobody), answers);

        assertThat(answers.outcome())
                .isEqualTo(Outcome.retryable(
                                JobResult.REJECTED, "connection refused by " + nobody + ": is the executor running?")
                        .withError(RetryRule.CONNECTION));
    }

    @Test
    void findsTheAddressThatListensAmongSeveral() throws Exception {
        try (RawExecutor executor = RawExecutor.answering("HTTP/1.1 204 No Content\r\n\r\n")) {
            dispatcher.send(Requests.to(executor.url().replace("127.0.0.1", "localhost")), answers);

            assertThat(answers.outcome()).isEqualTo(Outcome.success(204));
        }
    }

    @Test
    void isRejectedWhereTheHostIsUnknown() throws Exception {
        dispatcher.send(Requests.to("http://no-such-host.invalid:8080"), answers);

        assertThat(answers.outcome())
                .isEqualTo(Outcome.retryable(
                                JobResult.REJECTED,
                                "the host of http://no-such-host.invalid:8080 is unknown:"
                                        + " check the service's URL and the name server")
                        .withError(RetryRule.CONNECTION));
    }

    @Test
    void isRejectedWhereTlsFails() throws Exception {
        try (RawExecutor executor = RawExecutor.answering("HTTP/1.1 400 Bad Request\r\n\r\n")) {
            String secure = executor.url().replace("http:", "https:");

            dispatcher.send(Requests.to(secure, Duration.ofMillis(700)), answers);

            assertThat(answers.outcome().result()).isEqualTo(JobResult.REJECTED);
            assertThat(executor.requests()).isEmpty();
        }
    }

    @Test
    void isRejectedWhereNoConnectionStandsInTime() throws Exception {
        try (FullBacklog full = new FullBacklog()) {
            dispatcher.send(Requests.to(full.url()), answers);

            assertThat(answers.outcome())
                    .isEqualTo(Outcome.retryable(JobResult.REJECTED, "no connection to " + full.url() + " within 0.5s")
                            .withError(RetryRule.CONNECTION));
        }
    }

    @Test
    void saysThatTheOutcomeIsLostWhenItCloses() throws Exception {
        try (RawExecutor executor = RawExecutor.hanging()) {
            dispatcher.send(Requests.to(executor.url()), answers);
            executor.awaitRequest();

            dispatcher.close();

            assertThat(answers.waiting()).isEqualTo(1);
            assertThat(answers.outcome().result()).isEqualTo(JobResult.LOST);
        }
    }

    @Test
    void leavesNoThreadWhenItCloses() throws Exception {
        try (RawExecutor executor = RawExecutor.hanging()) {
            dispatcher.send(Requests.to(executor.url()), answers);
            executor.awaitRequest();

            dispatcher.close();

            await().untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet())
                    .extracting(Thread::getName)
                    .noneMatch(name -> name.startsWith("jobflow-dispatch") || name.contains(executor.url())));
        }
    }

    @Test
    void sendsNothingOnceItIsClosed() throws Exception {
        try (RawExecutor executor = RawExecutor.hanging()) {
            dispatcher.close();

            dispatcher.send(Requests.to(executor.url()), answers);

            assertThat(answers.outcome())
                    .isEqualTo(Outcome.retryable(JobResult.REJECTED, "not sent: the scheduler is stopping"));
            assertThat(executor.requests()).isEmpty();
        }
    }

    /** Sends a byte now and then until the other side hangs up. */
    private static void drip(Socket socket) throws IOException, InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        while (!never.await(50, TimeUnit.MILLISECONDS)) {
            RawExecutor.write(socket, " ");
        }
    }
}
