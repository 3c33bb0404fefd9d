package io.jobflow.scheduler.http;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.ToIntFunction;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.content.ByteBufferContentSource;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Holds a request back until its body has arrived, without a thread that waits for it: uploads that stall cost a
 * connection each and keep nobody else, such as {@code /health/live}, from an answer. What it keeps is bounded: one byte
 * more than its sender may send of a body, {@link #MAX_KEPT_BYTES} of all, {@link #PATIENCE} for one.
 */
final class WholeBodies extends Handler.Wrapper {

    /** How long one body may take. */
    static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final int MAX_KEPT_BYTES = 64 * RequestBody.MAX_BYTES;

    /** So much of a body that is too large is read and dropped, so that its sender gets to read the answer. */
    private static final long MAX_READ_BYTES = 16L * RequestBody.MAX_BYTES;

    private final ToIntFunction<Request> limit;
    private final Semaphore room = new Semaphore(MAX_KEPT_BYTES);

    /**
     * Creates the handler.
     *
     * @param limit how many bytes a request's body may have; requests for which it says 0 go on at once, to be refused
     *     without their bodies
     */
    WholeBodies(ToIntFunction<Request> limit) {
        this.limit = limit;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        boolean mayHaveBody = request.getLength() > 0 || request.getHeaders().contains(HttpHeader.TRANSFER_ENCODING);
        int most = mayHaveBody ? limit.applyAsInt(request) : 0;
        if (most == 0) {
            return super.handle(request, response, callback);
        }
        new Arrival(request, response, callback, most).begin();
        return true;
    }

    private boolean pass(Request request, Response response, Callback callback) throws Exception {
        return super.handle(request, response, callback);
    }

    /** One body on its way. Jetty calls it on one thread at a time. */
    private final class Arrival implements Runnable {

        private final Request request;
        private final Response response;
        private final Callback callback;
        private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
        private final Scheduler.Task deadline;
        private final int most;
        private long arrived;

        Arrival(Request request, Response response, Callback callback, int most) {
            this.most = most;
            this.request = request;
            this.response = response;
            this.callback = callback;
            this.deadline = request.getComponents()
                    .getScheduler()
                    .schedule(() -> request.fail(new TimeoutException()), PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }

        void begin() {
            Request.addCompletionListener(request, failure -> {
                deadline.cancel();
                room.release(kept.size());
            });
            run();
        }

        /** Takes what is there and comes back for the rest when there is more. */
        @Override
        public void run() {
            while (true) {
                Content.Chunk chunk = request.read();
                if (chunk == null) {
                    request.demand(this);
                    return;
                }
                if (Content.Chunk.isFailure(chunk)) {
                    broken(chunk.getFailure());
                    return;
                }
                boolean fits = keep(chunk.getByteBuffer());
                chunk.release();
                if (!fits) {
                    refuse(503, "too many bodies are on their way, send it again later");
                    return;
                }
                if (chunk.isLast() || arrived > MAX_READ_BYTES) {
                    complete();
                    return;
                }
            }
        }

        private boolean keep(ByteBuffer bytes) {
            arrived += bytes.remaining();
            byte[] part = new byte[Math.min(bytes.remaining(), most + 1 - kept.size())];
            if (!room.tryAcquire(part.length)) {
                return false;
            }
            bytes.get(part);
            kept.writeBytes(part);
            return true;
        }

        private void complete() {
            deadline.cancel();
            try {
                if (!pass(new Arrived(request, kept.toByteArray()), response, callback)) {
                    Response.writeError(request, response, callback, 404);
                }
            } catch (Exception e) {
                Response.writeError(request, response, callback, e);
            }
        }

        private void broken(Throwable failure) {
            if (failure instanceof TimeoutException) {
                refuse(408, "the body did not arrive in time");
            } else {
                refuse(400, "the body ended early or broke HTTP's rules");
            }
        }

        private void refuse(int status, String why) {
            Response.writeError(request, response, callback, status, why);
        }
    }

    /** A request whose body is at hand. */
    private static final class Arrived extends Request.Wrapper {

        private final Content.Source body;

        Arrived(Request request, byte[] body) {
            super(request);
            this.body = new ByteBufferContentSource(ByteBuffer.wrap(body));
        }

        @Override
        public Content.Chunk read() {
            return body.read();
        }

        @Override
        public void demand(Runnable demandCallback) {
            body.demand(demandCallback);
        }

        @Override
        public void fail(Throwable failure) {
            body.fail(failure);
            super.fail(failure);
        }
    }
}
