package io.jobflow.scheduler.dispatch;

import io.jobflow.bridge.JobResult;
import io.jobflow.scheduler.execution.Outcome;
import io.jobflow.scheduler.job.RetryRule;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Locale;
import javax.net.ssl.SSLException;

/** Says what a call without an answer means, in words that name the next thing to look at. */
final class CallFailure {

    private final String executor;
    private final Duration timeout;
    private final Duration connectTimeout;

    /**
     * Describes the call.
     *
     * @param executor scheme, host and port
     * @param timeout the attempt's
     */
    CallFailure(String executor, Duration timeout, Duration connectTimeout) {
        this.executor = executor;
        this.timeout = timeout;
        this.connectTimeout = connectTimeout;
    }

    /** Nothing was sent, so no attempt is used up. */
    Outcome beforeSending(IOException e) {
        return Outcome.retryable(JobResult.REJECTED, whyNotConnected(e)).withError(RetryRule.CONNECTION);
    }

    /** The executor may have seen the request, so it may have run. */
    Outcome afterSending(IOException e) {
        if (e instanceof InterruptedIOException) {
            return Outcome.retryable(
                    JobResult.TIMEOUT, "no complete answer from " + executor + " within " + text(timeout));
        }
        if (endedBeforeTheAnswer(e)) {
            return Outcome.retryable(
                            JobResult.FAILURE,
                            executor
                                    + " closed the connection without an answer: it may have stopped or been restarted, and"
                                    + " may have done the work; its log says more")
                    .withError(RetryRule.CONNECTION);
        }
        return Outcome.retryable(
                        JobResult.FAILURE,
                        "the connection to " + executor + " broke before the answer was complete: " + detail(e))
                .withError(RetryRule.CONNECTION);
    }

    /** The scheduler let go of the call. */
    Outcome abandoned() {
        return Outcome.retryable(
                JobResult.LOST, "the scheduler stopped before " + executor + " had answered; it may still be running");
    }

    private String whyNotConnected(IOException e) {
        if (e instanceof UnknownHostException) {
            return "the host of " + executor + " is unknown: check the service's URL and the name server";
        }
        if (e instanceof SSLException) {
            return "no TLS connection with " + executor + ": " + detail(e);
        }
        if (e instanceof SocketTimeoutException) {
            return "no connection to " + executor + " within " + text(connectTimeout);
        }
        if (e instanceof InterruptedIOException) {
            return "no connection to " + executor + " within the attempt's time-out of " + text(timeout);
        }
        if (e instanceof NoRouteToHostException) {
            return "no route to " + executor + ": " + detail(e);
        }
        return isRefusal(e)
                ? "connection refused by " + executor + ": is the executor running?"
                : "no connection to " + executor + ": " + detail(e);
    }

    private static boolean isRefusal(IOException e) {
        return e instanceof ConnectException
                && detail(e).toLowerCase(Locale.ROOT).contains("refused");
    }

    /** Whether not one byte of an answer came: Okio says so when it looks for the end of the status line. */
    private static boolean endedBeforeTheAnswer(IOException e) {
        return innermost(e) instanceof EOFException end
                && String.valueOf(end.getMessage()).contains("not found: limit=0");
    }

    private static Throwable innermost(Throwable e) {
        Throwable cause = e;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        return cause;
    }

    /** The innermost words: OkHttp wraps what the socket said. Those about an early end show bytes and are not kept. */
    private static String detail(Throwable e) {
        Throwable cause = innermost(e);
        String message = cause.getMessage();
        if (cause instanceof EOFException || "unexpected end of stream".equals(message)) {
            return "the executor closed it early";
        }
        return message == null ? cause.getClass().getSimpleName() : message;
    }

    private static String text(Duration duration) {
        return duration.toString().substring(2).toLowerCase(Locale.ROOT);
    }
}
