package io.jobflow.scheduler.dispatch;

import io.jobflow.bridge.JobResult;
import io.jobflow.scheduler.execution.Outcome;
import io.jobflow.scheduler.time.TimeSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import okhttp3.Call;
import okhttp3.ConnectionPool;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls executors over HTTP/1.1 with OkHttp, each call on a thread of this dispatcher for as long as it lasts: the engine
 * bounds how many are under way. Of OkHttp's time-outs only the attempt's applies once something was sent; and every way
 * in which it repeats a request by itself is closed (see {@link SendOnce} and {@link OneShotBody}).
 */
public final class HttpDispatcher implements Dispatcher {

    private static final Logger log = LoggerFactory.getLogger(HttpDispatcher.class);

    /**
     * Long enough for a burst to share connections, which spares it a port and a handshake for each request, and for a job
     * that fires every second to find those of the second before; below the two seconds and more after which servers close
     * an idle connection, so that a request seldom meets one that is closing.
     */
    private static final Duration KEEP_IDLE = Duration.ofMillis(1_800);

    /** Jobs that fire every minute find the threads of the minute before. */
    private static final Duration KEEP_THREADS = Duration.ofSeconds(90);

    private static final int MAX_IDLE_CONNECTIONS = 256;
    private static final Duration ASK_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration CLOSE_WAIT = Duration.ofSeconds(2);

    private static final Outcome NOT_SENT =
            Outcome.retryable(JobResult.REJECTED, "not sent: the scheduler is stopping");

    private final DispatchSettings settings;
    private final Function<DispatchRequest, String> traceparent;
    private final @Nullable CallbackAddresses callbacks;
    private final AnswerReader answers;
    private final @Nullable RequestSigner signer;
    private final ExecutorUrls urls = new ExecutorUrls();
    private final ExecutorService threads;
    private final OkHttpClient pooled;
    private final OkHttpClient unpooled;
    private final OkHttpClient asking;
    private volatile boolean closed;

    /** Creates a dispatcher that tells executors no address for call-backs. */
    public HttpDispatcher(DispatchSettings settings, Function<DispatchRequest, String> traceparent, TimeSource time) {
        this(settings, traceparent, time, null);
    }

    /**
     * Creates a dispatcher; its threads start with the first call.
     *
     * @param traceparent the W3C trace context of an attempt's dispatch span; quick, called on the caller's thread
     * @param callbacks where executors report outcomes; null when they have only their answers
     */
    public HttpDispatcher(
            DispatchSettings settings,
            Function<DispatchRequest, String> traceparent,
            TimeSource time,
            @Nullable CallbackAddresses callbacks) {
        this.settings = settings;
        this.traceparent = traceparent;
        this.callbacks = callbacks;
        this.answers = new AnswerReader(time);
        this.signer = settings.signingKey() == null ? null : new RequestSigner(settings.signingKey(), time);
        this.threads = newThreads();
        this.pooled = newClient(settings, time);
        this.unpooled = pooled.newBuilder()
                .connectionPool(new ConnectionPool(0, 1, TimeUnit.MILLISECONDS))
                .build();
        this.asking = newAskingClient(threads, settings);
    }

    @Override
    public void send(DispatchRequest request, Consumer<Answer> onAnswer) {
        try {
            threads.execute(() -> call(pooled, request, onAnswer));
        } catch (RejectedExecutionException closing) {
            onAnswer.accept(ended(NOT_SENT));
        }
    }

    /**
     * Carries out one call on this thread. OkHttp's own hand-over to a thread would do the same with two locks and two
     * changes of the thread's name more.
     */
    private void call(OkHttpClient client, DispatchRequest request, Consumer<Answer> onAnswer) {
        Sending sending = new Sending();
        Answer answer;
        try {
            answer = exchange(client, request, sending);
        } catch (StaleConnectionException nothingWasSent) {
            call(unpooled, request, onAnswer);
            return;
        } catch (IOException e) {
            answer = ended(outcomeOf(e, request, sending));
        } catch (RuntimeException e) { // an address that is no URL, a header that is no header
            answer = ended(
                    sending.hasBegun()
                            ? outcomeOf(new IOException("the answer could not be read: " + e, e), request, sending)
                            : cannotBeSent(e));
        }
        hand(answer, onAnswer);
    }

    private Answer exchange(OkHttpClient client, DispatchRequest request, Sending sending) throws IOException {
        if (closed) {
            return ended(NOT_SENT);
        }
        Call call = client.newCall(httpRequest(request, sending));
        call.timeout().timeout(request.timeout().toMillis(), TimeUnit.MILLISECONDS);
        try (Response response = call.execute()) {
            AnswerHead head = sending.head();
            if (head == null) {
                throw new IOException("the answer came from nowhere");
            }
            return answers.read(head, response.body().byteStream());
        }
    }

    private static void hand(Answer answer, Consumer<Answer> onAnswer) {
        try {
            onAnswer.accept(answer);
        } catch (RuntimeException e) {
            log.error(
                    "An attempt's answer was not taken; it will be settled at its deadline. Report this as a bug.", e);
        }
    }

    @Override
    public void ask(DispatchRequest request, Consumer<StatusAnswer> onAnswer) {
        if (closed) {
            onAnswer.accept(new StatusAnswer.Silent());
            return;
        }
        try {
            Call call = asking.newCall(statusRequest(request));
            call.timeout().timeout(ASK_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
            call.enqueue(new StatusReader(onAnswer));
        } catch (RuntimeException e) { // an address that is no URL, a header that is no header
            onAnswer.accept(new StatusAnswer.Silent());
        }
    }

    private Request statusRequest(DispatchRequest request) {
        HttpUrl url =
                HttpUrl.get(request.instance().baseUrl() + request.target().statusPath());
        Headers headers = ProtocolHeaders.of(request, traceparent.apply(request), null);
        if (signer != null) {
            headers = signer.sign("GET", pathWithQuery(url), headers, new byte[0]);
        }
        return new Request.Builder()
                .url(url)
                .headers(headers)
                .header("User-Agent", "JobFlow")
                .build();
    }

    private Request httpRequest(DispatchRequest request, Sending sending) {
        HttpUrl url = urls.of(request.instance().baseUrl(), request.target().path());
        byte[] body = request.execution().params().getBytes(StandardCharsets.UTF_8);
        String callback = callbacks == null ? null : callbacks.of(request);
        Headers headers = ProtocolHeaders.of(request, traceparent.apply(request), callback);
        if (signer != null) {
            headers = signer.sign("POST", pathWithQuery(url), headers, body);
        }
        return new Request.Builder()
                .url(url)
                .headers(headers)
                .header("User-Agent", "JobFlow")
                .post(new OneShotBody(body))
                .tag(Sending.class, sending)
                .build();
    }

    private Outcome outcomeOf(IOException e, DispatchRequest request, Sending sending) {
        CallFailure failure = new CallFailure(address(request), request.timeout(), settings.connectTimeout());
        if (!sending.hasBegun()) {
            return closed ? NOT_SENT : failure.beforeSending(e);
        }
        return closed ? failure.abandoned() : failure.afterSending(e);
    }

    private static Outcome cannotBeSent(RuntimeException e) {
        return new Outcome(JobResult.FAILURE, null, "the request cannot be sent: " + e.getMessage(), null, false, null);
    }

    private static Answer ended(Outcome outcome) {
        return new Answer.Ended(outcome);
    }

    private static String pathWithQuery(HttpUrl url) {
        String query = url.encodedQuery();
        return query == null ? url.encodedPath() : url.encodedPath() + "?" + query;
    }

    private static String address(DispatchRequest request) {
        HttpUrl url = HttpUrl.get(request.instance().baseUrl());
        return url.scheme() + "://" + (url.host().contains(":") ? "[" + url.host() + "]" : url.host()) + ":"
                + url.port();
    }

    @Override
    public void close() {
        closed = true;
        pooled.dispatcher().cancelAll();
        asking.dispatcher().cancelAll();
        threads.shutdown();
        try {
            if (!threads.awaitTermination(CLOSE_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        pooled.connectionPool().evictAll();
    }

    private static OkHttpClient newClient(DispatchSettings settings, TimeSource time) {
        SendOnce once = new SendOnce(time);
        return new OkHttpClient.Builder()
                .connectionPool(new ConnectionPool(MAX_IDLE_CONNECTIONS, KEEP_IDLE.toMillis(), TimeUnit.MILLISECONDS))
                .protocols(List.of(Protocol.HTTP_1_1))
                .retryOnConnectionFailure(false)
                .followRedirects(false)
                .followSslRedirects(false)
                .connectTimeout(settings.connectTimeout())
                .readTimeout(Duration.ZERO)
                .writeTimeout(Duration.ZERO)
                .addNetworkInterceptor(once)
                .eventListener(once)
                .build();
    }

    /** For questions, which may be repeated and are not worth a connection that stays open. */
    private static OkHttpClient newAskingClient(ExecutorService threads, DispatchSettings settings) {
        return new OkHttpClient.Builder()
                .dispatcher(new okhttp3.Dispatcher(threads))
                .connectionPool(new ConnectionPool(0, 1, TimeUnit.MILLISECONDS))
                .protocols(List.of(Protocol.HTTP_1_1))
                .followRedirects(false)
                .connectTimeout(settings.connectTimeout())
                .build();
    }

    private static ExecutorService newThreads() {
        AtomicInteger number = new AtomicInteger();
        return new ThreadPoolExecutor(
                0, Integer.MAX_VALUE, KEEP_THREADS.toSeconds(), TimeUnit.SECONDS, new SynchronousQueue<>(), work -> {
                    Thread thread = new Thread(work, "jobflow-dispatch-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
    }
}
