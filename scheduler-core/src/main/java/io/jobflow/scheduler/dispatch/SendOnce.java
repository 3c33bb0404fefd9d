package io.jobflow.scheduler.dispatch;

import io.jobflow.scheduler.time.TimeSource;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Map;
import java.util.WeakHashMap;
import okhttp3.Call;
import okhttp3.Connection;
import okhttp3.EventListener;
import okhttp3.Interceptor;
import okhttp3.Response;

/**
 * Stands between OkHttp's follow-up logic and the wire, so that one call is one request, over a connection that lives.
 *
 * <p>OkHttp repeats by itself a request that was answered with {@code 503} and {@code Retry-After: 0}, whatever its
 * builder was told; it gives up with an exception on {@code 407} without a proxy and on a {@code Retry-After} beyond an
 * int. So the real status is noted in {@link Sending} and what goes up is a plain {@code 200} with the same body. A
 * second request of the same call, should another version of OkHttp find a reason for one, is refused.
 *
 * <p>OkHttp looks whether a pooled connection was closed by the other side only when it has been idle for ten seconds.
 * A request over a closed one fails without having run, yet nobody could tell; so a reused connection is tried first,
 * which costs up to a millisecond. Spared is one that has carried two requests already and was idle for a moment only:
 * its executor does keep connections open, and none that does closes one so soon without announcing it.
 */
final class SendOnce extends EventListener implements Interceptor {

    private static final int NOTHING_TO_FOLLOW_UP = 200;
    private static final int SHORTEST_WAIT_MILLIS = 1;

    /** The shortest idle time-out of a server is seconds long. */
    private static final Duration TRUSTED_FOR = Duration.ofMillis(50);

    private final TimeSource time;

    /** By connection that was reused with success, when it last answered. Guarded by itself. */
    private final Map<Connection, Long> provenAt = new WeakHashMap<>();

    SendOnce(TimeSource time) {
        this.time = time;
    }

    @Override
    public void connectStart(Call call, InetSocketAddress address, Proxy proxy) {
        Sending sending = call.request().tag(Sending.class);
        if (sending != null) {
            sending.connecting();
        }
    }

    @Override
    public Response intercept(Chain chain) throws IOException {
        Sending sending = chain.request().tag(Sending.class);
        if (sending == null || sending.hasBegun()) {
            throw new IOException("refused to send the same attempt twice");
        }
        Connection connection = chain.connection();
        boolean isReused = !sending.hasOwnConnection();
        if (isReused && !isTrusted(connection) && !isOpen(connection)) {
            throw new StaleConnectionException();
        }
        sending.begin();
        Response response = chain.proceed(chain.request());
        if (isReused) {
            trust(connection);
        }
        sending.answered(new AnswerHead(response.code(), response.header("Retry-After"), response.header("Location")));
        return response.newBuilder().code(NOTHING_TO_FOLLOW_UP).build();
    }

    private boolean isTrusted(Connection connection) {
        synchronized (provenAt) {
            Long at = provenAt.get(connection);
            return at != null && time.nanos() - at < TRUSTED_FOR.toNanos();
        }
    }

    private void trust(Connection connection) {
        synchronized (provenAt) {
            provenAt.put(connection, time.nanos());
        }
    }

    /** Reads for a moment: silence is good, an end is not, and neither is a word that nobody asked for. */
    private static boolean isOpen(Connection connection) {
        Socket socket = connection.socket();
        try {
            int before = socket.getSoTimeout();
            try {
                socket.setSoTimeout(SHORTEST_WAIT_MILLIS);
                socket.getInputStream().read();
                return false;
            } catch (SocketTimeoutException e) {
                return true;
            } finally {
                socket.setSoTimeout(before);
            }
        } catch (IOException e) {
            return false;
        }
    }
}
