package io.jobflow.scheduler.dispatch;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketTimeoutException;
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
 * A request over a closed one fails without having run, yet nobody could tell; so each reused connection is tried first.
 */
final class SendOnce extends EventListener implements Interceptor {

    private static final int NOTHING_TO_FOLLOW_UP = 200;
    private static final int SHORTEST_WAIT_MILLIS = 1;

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
        if (!sending.hasOwnConnection() && !isOpen(chain.connection())) {
            throw new StaleConnectionException();
        }
        sending.begin();
        Response response = chain.proceed(chain.request());
        sending.answered(new AnswerHead(response.code(), response.header("Retry-After"), response.header("Location")));
        return response.newBuilder().code(NOTHING_TO_FOLLOW_UP).build();
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
